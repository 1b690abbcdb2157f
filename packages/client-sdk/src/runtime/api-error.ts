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

/** A system that refuses with HTTP 200 still names the failure; the first name that fits says the status it would have had. */
const statusByName: readonly (readonly [name: RegExp, status: number])[] = [
  [/^auth\.(token-|credentials-|code-wrong$)/, 401],
  [/^auth\.(captcha|password)-/, 400],
  [/^auth\.codes-unavailable$/, 501],
  [/^auth\./, 403],
  [/^request\.idempotency-running$/, 409],
  [/^device\.timeout$/, 504],
  [/^(server|response|http)\./, 500],
  [/\.not-found$/, 404],
  [/^request\.|[.-]invalid$|-over-battery$/, 400],
];

/** The error of the ladder that fits a refusal: by HTTP status, by the stable name where the status is 200. */
export const apiError = (refusal: Refusal): ApiError => {
  const named = statusByName.find(([name]) => name.test(refusal.code))?.[1] ?? 409;
  const status = refusal.status < 400 ? named : refusal.status;
  const Class = classes[status] ?? (status >= 500 ? ServerError : ApiError);
  return new Class(refusal);
};
