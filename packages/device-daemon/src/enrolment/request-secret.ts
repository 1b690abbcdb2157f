import { err, ok, type Result } from "@waystation/core/kernel";
import { z } from "zod";

/** Why the API gave no secret. */
export type EnrolmentError =
  | { readonly code: "enrolment.refused" }
  | { readonly code: "enrolment.too-many"; readonly retryAfterS: number }
  | { readonly code: "enrolment.unreachable"; readonly reason: string }
  | { readonly code: "enrolment.unexpected"; readonly reason: string };

export interface EnrolmentRequest {
  /** Base address of the API; what stands behind it is appended. */
  readonly api: URL;
  readonly code: string;
  readonly gatewayId: string;
  readonly signal: AbortSignal;
}

const answer = z.object({ gateway_id: z.string(), secret: z.string().regex(/^[\w-]{32,256}$/) });

const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
};

/** Asks the API for the secret of a gateway. The code is used up by success, and by nothing else that is reported here save a lost answer. */
export const requestSecret = async (request: EnrolmentRequest): Promise<Result<string, EnrolmentError>> => {
  const { api, code, gatewayId, signal } = request;
  const base = api.href.endsWith("/") ? api.href : `${api.href}/`;
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(new URL("devices/v1/enrol", base), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code, gateway_id: gatewayId }),
      // A redirect would carry the code to whoever is named there.
      redirect: "error",
      signal,
    });
    body = await response.json().catch(() => undefined);
  } catch (error) {
    return err({ code: "enrolment.unreachable", reason: reasonOf(error) });
  }
  if (response.status === 403 || response.status === 400) return err({ code: "enrolment.refused" });
  if (response.status === 429) {
    return err({ code: "enrolment.too-many", retryAfterS: Number(response.headers.get("retry-after") ?? 60) });
  }
  const parsed = answer.safeParse(body);
  if (!response.ok || !parsed.success || parsed.data.gateway_id !== gatewayId) {
    return err({ code: "enrolment.unexpected", reason: `HTTP ${response.status}` });
  }
  return ok(parsed.data.secret);
};

/** One line for a person. */
export const describeEnrolmentError = (error: EnrolmentError): string => {
  switch (error.code) {
    case "enrolment.refused":
      return "the API refuses the code: it is wrong, used, expired, or of another gateway";
    case "enrolment.too-many":
      return `too many attempts: try again in ${error.retryAfterS} s`;
    case "enrolment.unreachable":
      return `the API does not answer: ${error.reason}`;
    case "enrolment.unexpected":
      return `that does not answer as the API does (${error.reason}): is the address right?`;
  }
};
