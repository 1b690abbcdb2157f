import { deviceId } from "@waystation/core/devices";
import { z } from "zod";

/** Where the charging station listens for its chargers. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const listenPattern = /^(?<host>\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(?<port>\d{1,5})$/;

/** Splits `host:port`, an IPv6 host in brackets; undefined when the text is neither. */
export const parseListenAddress = (text: string): ListenAddress | undefined => {
  const { host, port } = listenPattern.exec(text)?.groups ?? {};
  if (host === undefined || Number(port) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
};

/** Only a process of this machine can reach the address. */
export const isLoopback = ({ host }: ListenAddress): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

const charger = z.strictObject({
  id: deviceId.meta({ description: "The charger's OCPP identity: last part of the URL it connects to" }),
  connectors: z.int().min(1).max(255).default(1).meta({ description: "Number of connectors, counted from 1" }),
  password: z
    .string()
    .min(16, "a charger's password has 16 to 40 characters")
    .max(40, "a charger's password has 16 to 40 characters")
    .optional()
    .meta({
      description: "Basic authentication (security profile 1); better from the environment or a file than written here",
    }),
  idTags: z
    .array(z.string().min(1).max(20))
    .optional()
    .meta({ description: "Who may start at the charger itself; absent: every tag. Remote starts are always allowed" }),
});

/** Configuration of an OCPP line: the daemon is the central system (CSMS) of the chargers listed. */
export const ocppConfig = z
  .strictObject({
    driver: z.literal("ocpp"),
    listen: z
      .string()
      .refine((text) => parseListenAddress(text) !== undefined, "must be host:port, for example 127.0.0.1:9220")
      .default("127.0.0.1:9220")
      .meta({ description: "Chargers connect to ws://host:port/ocpp/<id>; port 0 lets the system choose" }),
    heartbeatIntervalS: z.int().min(1).default(300).meta({ description: "Asked of the chargers at boot" }),
    meterValueSampleIntervalS: z.int().min(0).default(30).meta({
      description: "Seconds between readings in a charge; also how soon a limit is noticed. 0: quarter hours only",
    }),
    callTimeoutMs: z.int().min(100).default(30_000).meta({ description: "How long a charger may take to answer" }),
    chargers: z.array(charger).default([]),
    acceptUnknown: z
      .boolean()
      .default(false)
      .meta({ description: "Also serve chargers that are not listed; loopback only" }),
  })
  .superRefine(({ listen, chargers, acceptUnknown }, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const address = parseListenAddress(listen);
    if (address && !isLoopback(address)) {
      if (acceptUnknown) refuse(["acceptUnknown"], `allowed on a loopback address only, and ${listen} is none`);
      for (const [index, { id, password }] of chargers.entries()) {
        if (password === undefined)
          refuse(["chargers", index, "password"], `${id} needs a password, since ${listen} is not a loopback address`);
      }
    }
    if (chargers.length === 0 && !acceptUnknown)
      refuse(["chargers"], "list at least one charger, or set acceptUnknown");
    for (const [index, { id }] of chargers.entries()) {
      if (chargers.findIndex((other) => other.id === id) < index)
        refuse(["chargers", index, "id"], `${id} is listed twice`);
    }
  })
  .meta({ description: "Chargers that speak OCPP 1.6-J" });

/** A valid OCPP line with its defaults filled in. */
export type OcppConfig = z.infer<typeof ocppConfig>;
export type OcppChargerConfig = OcppConfig["chargers"][number];
