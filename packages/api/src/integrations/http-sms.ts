import type { CodeMessage, SmsSender } from "./sms.js";

export interface HttpSmsOptions {
  readonly url: string;
  /** Credentials and whatever else the provider wants in headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body to send; `{mobile}`, `{code}`, `{text}`, `{purpose}` and `{minutes}` in its strings are filled in. */
  readonly body: unknown;
}

const TIMEOUT_MS = 10_000;
const ATTEMPTS = 3;

const filled = (template: unknown, values: Readonly<Record<string, string>>): unknown => {
  if (typeof template === "string") return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  if (Array.isArray(template)) return template.map((each) => filled(each, values));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, filled(value, values)]));
};

const valuesOf = ({ mobile, code, purpose, expiresInS }: CodeMessage): Record<string, string> => {
  const minutes = String(Math.floor(expiresInS / 60));
  return { mobile, code, purpose, minutes, text: `验证码${code}，${minutes}分钟内有效，请勿告诉他人。` };
};

/**
 * Any provider that takes a JSON POST. A lost connection, 429 and 5xx are tried three times in all; a message may so come
 * twice, and both carry the same code. Errors name the status, never the message.
 */
export const httpSms = ({ url, headers, body }: HttpSmsOptions): SmsSender => ({
  send: async (message) => {
    const request = {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(filled(body, valuesOf(message))),
      // A provider does not redirect: the code would go wherever the answer points.
      redirect: "manual" as const,
    };
    let failure = "no attempt was made";
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
        await answer.body?.cancel();
        if (answer.ok) return;
        failure = `HTTP ${answer.status}`;
        if (answer.status !== 429 && answer.status < 500) break;
      } catch (error) {
        failure = (error as Error).name;
      }
    }
    throw new Error(`the SMS provider did not take the message: ${failure}`);
  },
});
