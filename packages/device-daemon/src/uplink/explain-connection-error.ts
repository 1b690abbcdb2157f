const byCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: "the connection was cut",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name cannot be looked up now",
  ETIMEDOUT: "no answer",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "no network",
};

/** MQTT 3.1.1 return codes 4 and 5, MQTT 5 reason codes 0x86 and 0x87. */
const credentials = new Set([4, 5, 134, 135]);

/** Why a connection to a broker failed, in a few words for a log line. */
export const explainConnectionError = (error: Error): string => {
  const code = "code" in error ? error.code : undefined;
  if (typeof code === "number" && credentials.has(code)) return "wrong user name or password";
  if (typeof code === "string" && byCode[code]) return byCode[code];
  if (typeof code === "string" && /CERT|SELF_SIGNED|ISSUER|TLS|SSL/.test(code)) return `TLS refused (${code})`;
  if (error.message === "connack timeout") return "no answer";
  return error.message || String(code ?? "unknown error");
};
