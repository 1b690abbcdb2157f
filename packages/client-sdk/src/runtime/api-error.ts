import {
  ApiError,
  BadRequestError,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  OverloadedError,
  type Refusal,
  ServerError,
  TooManyRequestsError,
  UnauthorisedError,
} from "./errors.js";

const classes: Readonly<Record<number, typeof ApiError>> = {
  400: BadRequestError,
  401: UnauthorisedError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
  413: BadRequestError,
  415: BadRequestError,
  422: BadRequestError,
  429: TooManyRequestsError,
  503: OverloadedError,
};

/** A system that refuses with HTTP 200 still names the failure; its name says the status that it would have had. */
const statusByName = (code: string): number => {
  if (/^auth\.(token-|credentials-)/.test(code)) return 401;
  if (code.startsWith("auth.")) return 403;
  if (code === "response.unreadable") return 500;
  if (code.endsWith(".not-found")) return 404;
  if (code === "request.idempotency-running") return 409;
  if (/^request\.|[.-]invalid$|-over-battery$/.test(code)) return 400;
  return 409;
};

/** The error of the ladder that fits a refusal: by HTTP status, by the stable name where the status is 200. */
export const apiError = (refusal: Refusal): ApiError => {
  const status = refusal.status < 400 ? statusByName(refusal.code) : refusal.status;
  const Class = classes[status] ?? (status >= 500 ? ServerError : ApiError);
  return new Class(refusal);
};
