/** An expected outcome as a value: failures carry a `code` and the data that a message needs. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Wraps a success. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** Wraps an expected failure. */
export const err = <const E>(error: E): Result<never, E> => ({ ok: false, error });

/** The value of a success; throws the failure as `cause` of an `Error`. For places where a failure is a bug. */
export const unwrap = <T, E>(result: Result<T, E>): T => {
  if (result.ok) return result.value;
  throw new Error("unwrap of a failed result", { cause: result.error });
};
