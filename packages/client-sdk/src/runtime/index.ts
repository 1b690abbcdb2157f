export { type Caller, createCaller, type SystemRules } from "./caller.js";
export type { AnswerOf, BodyOf, ItemOf, PathOf, QueryOf } from "./contract-types.js";
export {
  AbortedError,
  ApiError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  type FieldErrors,
  ForbiddenError,
  NotFoundError,
  OverloadedError,
  type Refusal,
  ServerError,
  TimeoutError,
  TooManyRequestsError,
  UnauthorisedError,
  WaystationError,
} from "./errors.js";
export type { CallInput, Operation, QueryOptions, RequestOptions } from "./operation.js";
export type { ClientOptions, RequestEvent, ResponseEvent } from "./options.js";
export { type NextPage, Pages } from "./pages.js";
export { type Platform, webPlatform } from "./platform.js";
export type { SessionRules } from "./session.js";
export { memoryTokenStore, type TokenStore, type Tokens } from "./tokens.js";
