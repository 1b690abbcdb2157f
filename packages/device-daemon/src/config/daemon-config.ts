import { deviceId } from "@waystation/core/devices";
import { z } from "zod";
import type { DriverKind, LineConfig } from "../drivers/driver-kind.js";
import { LOG_LEVELS } from "../runtime/index.js";

const isBrokerUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return ["mqtt:", "mqtts:"].includes(protocol) && hostname !== "" && username === "" && password === "";
};

const tls = z.strictObject({
  ca: z.string().min(1).optional().meta({ description: "PEM file of the authority that signed the broker" }),
  certificate: z.string().min(1).optional().meta({ description: "PEM file of the gateway's own certificate" }),
  key: z.string().min(1).optional().meta({ description: "PEM file of the gateway's own key" }),
  serverName: z.string().min(1).optional().meta({ description: "Name in the broker's certificate, if not the host" }),
});

const uplink = z.strictObject({
  url: z
    .string()
    .refine(isBrokerUrl, "must be mqtt://host:port or mqtts://host:port, without user name and password")
    .meta({ description: "The MQTT broker", examples: ["mqtt://127.0.0.1:1883", "mqtts://broker.example:8883"] }),
  username: z.string().min(1).optional().meta({ description: "Also the MQTT client id; default: the gateway's id" }),
  password: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Better a placeholder for an environment variable or a file than the password itself" }),
  protocolVersion: z.literal([4, 5]).default(4).meta({ description: "4 is MQTT 3.1.1, 5 is MQTT 5" }),
  tls: tls.optional(),
  ackTimeoutMs: z
    .int()
    .min(100)
    .default(10_000)
    .meta({ description: "Events are sent again when the API has not acknowledged them for this long" }),
});

const health = z.strictObject({
  port: z.int().min(0).max(65_535).meta({ description: "0 lets the system choose" }),
  host: z.string().min(1).default("127.0.0.1"),
});

const disk = z.strictObject({
  minFreeMb: z
    .int()
    .min(1)
    .default(64)
    .meta({ description: "Below this much free space no new sale is authorised; what is left is for sales under way" }),
});

const clock = z.strictObject({
  synchronisedFile: z
    .string()
    .min(1)
    .optional()
    .meta({
      description: "The clock counts as synchronised while this file exists; without it, as soon as it is plausible",
      examples: ["/run/systemd/timesync/synchronized"],
    }),
});

const limits = z.strictObject({
  frames: z.int().min(0).default(100_000).meta({ description: "Line frames kept for `trace`" }),
  acknowledgedEvents: z.int().min(0).default(50_000).meta({ description: "Delivered events kept for `trace`" }),
  commands: z.int().min(1).default(10_000).meta({ description: "Commands kept, so that none has its effect twice" }),
});

/** The configuration's schema for a set of protocols. Unknown keys are refused everywhere. */
export const daemonConfigSchema = (kinds: readonly DriverKind[]) => {
  const [first, ...others] = kinds.map(({ schema }) => schema);
  if (!first) throw new Error("a daemon needs at least one kind of driver");
  return z
    .strictObject({
      gatewayId: deviceId.meta({ description: "Names this daemon towards the API", examples: ["gateway-1"] }),
      dataDirectory: z.string().min(1).meta({ description: "Holds outbox.db; relative to this file" }),
      uplink,
      logLevel: z.enum(LOG_LEVELS).default("info"),
      logFormat: z.enum(["json", "text"]).optional().meta({ description: "Default: text on a terminal, else json" }),
      health: health.optional().meta({ description: "Serves /livez and /readyz" }),
      disk: disk.prefault({}),
      clock: clock.prefault({}),
      limits: limits.prefault({}),
      lines: z.array(z.discriminatedUnion("driver", [first, ...others])).min(1),
    })
    .meta({ title: "waystation-daemon", description: "Configuration of the Waystation device daemon" });
};

/** A valid configuration: paths absolute, secrets resolved, defaults filled in. */
export type DaemonConfig = Omit<z.infer<ReturnType<typeof daemonConfigSchema>>, "lines"> & {
  readonly lines: readonly LineConfig[];
};
