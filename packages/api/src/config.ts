import { deviceId } from "@waystation/core/devices";
import { z } from "zod";

/** JSON in a setting: parsed here, so that a slip is found at boot. Problems are named, the value never is. */
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: "custom", message: "is not JSON", input: undefined });
    return z.NEVER;
  }
});

const hasNoCredentials = (text: string): boolean => {
  const { username, password } = new URL(text);
  return username === "" && password === "";
};

const list = (text: string): string[] =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

const schema = z.strictObject({
  /** Folder of the database and of the secrets that are made on the first start. */
  dataDirectory: z.string().min(1).default(".waystation"),
  host: z.string().default("127.0.0.1"),
  port: z.coerce.number().int().min(0).max(65535).default(8080),
  mqttHost: z.string().default("127.0.0.1"),
  mqttPort: z.coerce.number().int().min(0).max(65535).default(1883),
  /** A broker elsewhere (mqtt:// or mqtts://) in place of the embedded one, with the API's account on it. */
  mqttUrl: z
    .url({ protocol: /^mqtts?$/ })
    .refine(hasNoCredentials, "must not hold a user name or password")
    .optional(),
  mqttUser: deviceId.default("waystation-api"),
  mqttPassword: z.string().min(16, "needs at least 16 characters").max(256).optional(),
  /** PEM file of the authority that signed that broker's certificate, where the system does not know it. */
  mqttCaFile: z.string().min(1).optional(),
  /** A second listener of the embedded broker, which speaks TLS with the certificate of `tlsCertFile`. */
  mqttsPort: z.coerce.number().int().min(0).max(65535).optional(),
  mqttsHost: z.string().default("0.0.0.0"),
  /** `development` fills an empty database with a small station and accounts whose passwords are known. */
  seed: z.enum(["none", "development"]).default("none"),
  logLevel: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  fuelPrefix: z.string().startsWith("/").default("/fuel/api/v1"),
  chargingPrefix: z.string().startsWith("/").default("/charging"),
  /** Passwords hashed at the same time (19 MiB each), and how many more may wait before the rest is answered 503. */
  passwordHashes: z.coerce.number().int().min(1).max(64).default(2),
  passwordQueue: z.coerce.number().int().min(1).max(10_000).default(64),
  /** Failed sign-ins after which fuel and charging ask for an image captcha; 0 for never: their documents have none. */
  captchaAfterFailures: z.coerce.number().int().min(0).max(100).default(0),
  /** A provider that takes codes as JSON by POST; its headers (credentials) and its body as JSON texts. */
  smsUrl: z.url({ protocol: /^https?$/ }).optional(),
  smsHeaders: json.pipe(z.record(z.string(), z.string())).default({}),
  smsBody: json.default({ mobile: "{mobile}", text: "{text}", code: "{code}", purpose: "{purpose}" }),
  replyTimeoutMs: z.coerce.number().int().min(100).max(120_000).default(10_000),
  commandTtlMs: z.coerce.number().int().min(1_000).default(30_000),
  /** PEM files, both or neither: then this process speaks TLS itself. */
  tlsCertFile: z.string().min(1).optional(),
  tlsKeyFile: z.string().min(1).optional(),
  /** Proxies whose X-Forwarded-For is believed: addresses, networks or `loopback`, with commas between. */
  trustProxy: z.string().default("").transform(list),
  /** Web origins whose pages may call the API, with commas between: `https://app.example.com`. */
  corsOrigins: z
    .string()
    .default("")
    .transform(list)
    .refine((origins) => origins.every(isOrigin), "each must be an origin, as https://app.example.com"),
  /** Requests in a minute; 0 for no limit. Open writes are those that need no sign-in, counted for each route. */
  ratePerAddress: z.coerce.number().int().min(0).default(6_000),
  ratePerUser: z.coerce.number().int().min(0).default(1_200),
  rateOpenWrites: z.coerce.number().int().min(0).default(60),
  /** Where several instances count together (redis://…); each for itself without it. */
  rateRedisUrl: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Requests under way at once, and how late the event loop may run, before new requests are answered 503. */
  maxInFlight: z.coerce.number().int().min(1).default(256),
  maxEventLoopLagMs: z.coerce.number().int().min(1).default(250),
  /** How long open connections are still served when the process is told to stop. */
  drainMs: z.coerce.number().int().min(0).max(5_000).default(500),
  /** Whoever asks for /metrics must bring it; without it they are shown to this machine only. */
  metricsToken: z.string().min(32, "needs at least 32 characters").optional(),
});

export type Config = z.output<typeof schema>;

const environmentNames: Record<keyof Config, string> = {
  dataDirectory: "WAYSTATION_DATA",
  host: "WAYSTATION_HOST",
  port: "WAYSTATION_PORT",
  mqttHost: "WAYSTATION_MQTT_HOST",
  mqttPort: "WAYSTATION_MQTT_PORT",
  mqttUrl: "WAYSTATION_MQTT_URL",
  mqttUser: "WAYSTATION_MQTT_USER",
  mqttPassword: "WAYSTATION_MQTT_PASSWORD",
  mqttCaFile: "WAYSTATION_MQTT_CA",
  mqttsPort: "WAYSTATION_MQTTS_PORT",
  mqttsHost: "WAYSTATION_MQTTS_HOST",
  seed: "WAYSTATION_SEED",
  logLevel: "WAYSTATION_LOG_LEVEL",
  fuelPrefix: "WAYSTATION_FUEL_PREFIX",
  chargingPrefix: "WAYSTATION_CHARGING_PREFIX",
  passwordHashes: "WAYSTATION_PASSWORD_HASHES",
  passwordQueue: "WAYSTATION_PASSWORD_QUEUE",
  captchaAfterFailures: "WAYSTATION_CAPTCHA_AFTER_FAILURES",
  smsUrl: "WAYSTATION_SMS_URL",
  smsHeaders: "WAYSTATION_SMS_HEADERS",
  smsBody: "WAYSTATION_SMS_BODY",
  replyTimeoutMs: "WAYSTATION_REPLY_TIMEOUT_MS",
  commandTtlMs: "WAYSTATION_COMMAND_TTL_MS",
  tlsCertFile: "WAYSTATION_TLS_CERT",
  tlsKeyFile: "WAYSTATION_TLS_KEY",
  trustProxy: "WAYSTATION_TRUST_PROXY",
  corsOrigins: "WAYSTATION_CORS_ORIGINS",
  ratePerAddress: "WAYSTATION_RATE_PER_ADDRESS",
  ratePerUser: "WAYSTATION_RATE_PER_USER",
  rateOpenWrites: "WAYSTATION_RATE_OPEN_WRITES",
  rateRedisUrl: "WAYSTATION_RATE_REDIS_URL",
  maxInFlight: "WAYSTATION_MAX_IN_FLIGHT",
  maxEventLoopLagMs: "WAYSTATION_MAX_EVENT_LOOP_LAG_MS",
  drainMs: "WAYSTATION_DRAIN_MS",
  metricsToken: "WAYSTATION_METRICS_TOKEN",
};

/** A setting that cannot be used: names the variable and what is allowed, never the value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads the settings from the environment; `given` (from the command line) wins. Unknown `WAYSTATION_…` names are refused. */
export const loadConfig = (
  environment: NodeJS.ProcessEnv,
  given: Partial<Record<keyof Config, unknown>> = {},
): Config => {
  const known = new Set([...Object.values(environmentNames), "WAYSTATION_CLOCK"]);
  const unknown = Object.keys(environment).filter((name) => name.startsWith("WAYSTATION_") && !known.has(name));
  if (unknown.length > 0) throw new ConfigError(`unknown setting ${unknown[0]}; known are ${[...known].join(", ")}`);
  const values: Record<string, unknown> = {};
  for (const [key, name] of Object.entries(environmentNames)) {
    const value = given[key as keyof Config] ?? environment[name];
    if (value !== undefined) values[key] = value;
  }
  const result = schema.safeParse(values, {
    error: ({ code, input }) => (code === "invalid_type" && Number.isNaN(input) ? "must be a number" : undefined),
  });
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `${environmentNames[path[0] as keyof Config] ?? path.join(".")}: ${message}`,
  );
  throw new ConfigError(problems.join("; "));
};
