import { deviceId } from "@waystation/core/devices";
import { z } from "zod";
import { FIRST_ADDRESS, LAST_ADDRESS } from "../../codecs/wayne-dart/index.js";
import { isPort, PORT_FORMS } from "../../transports/index.js";

const pump = z.strictObject({
  id: deviceId.meta({ description: "Identifier of this side towards the API", examples: ["pump-1"] }),
  address: z
    .int()
    .min(FIRST_ADDRESS, "an address is 0x50–0x6F")
    .max(LAST_ADDRESS, "an address is 0x50–0x6F")
    .meta({ description: "Address of the side on the line", examples: [0x50] }),
  nozzles: z
    .array(z.int().min(1).max(8))
    .min(1)
    .default([1])
    .refine((nozzles) => new Set(nozzles).size === nozzles.length, "a nozzle is listed twice")
    .meta({ description: "Logical nozzles of the side" }),
});

const decimals = z.strictObject({
  volume: z.int().min(0).max(3).meta({ description: "Decimals of litres on the display" }),
  amount: z.int().min(0).max(2).meta({ description: "Decimals of yuan on the display" }),
  price: z.int().min(0).max(5).meta({ description: "Decimals of the unit price" }),
  totals: z.int().min(0).max(3).optional().meta({ description: "Decimals of the totalisers; default: as volume" }),
});

const firstRepeated = <T>(values: readonly T[]): number => values.findIndex((each, at) => values.indexOf(each) !== at);

/** A line of Wayne DART pumps in the configuration. */
export const wayneDartLine = z
  .strictObject({
    driver: z.literal("wayne-dart"),
    port: z
      .string()
      .refine(isPort, `must be ${PORT_FORMS}`)
      .meta({ description: `The line: ${PORT_FORMS}` }),
    baudRate: z.int().min(300).max(115_200).default(9600),
    dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
    parity: z.enum(["none", "even", "odd"]).default("odd"),
    stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
    pollIntervalMs: z
      .int()
      .min(0)
      .max(5_000)
      .default(100)
      .meta({ description: "Shortest time between polls of a side" }),
    responseTimeoutMs: z.int().min(20).max(2_000).default(100).meta({
      description: "How long a pump may take to answer; the specification says 25, fielded pumps need 50–150",
    }),
    attempts: z.int().min(1).max(10).default(4).meta({ description: "How often a command is sent before giving up" }),
    offlineAfterMs: z
      .int()
      .min(100)
      .max(60_000)
      .default(8_000)
      .meta({ description: "Without a valid answer for this long a side counts as offline" }),
    hangUpTimeoutMs: z.int().min(0).max(600_000).default(10_000).meta({
      description: "A stopped fill is recorded without its final totaliser when the nozzle stays out this long",
    }),
    decimals: decimals.meta({ description: "As set in the pump; never guessed" }),
    pumps: z.array(pump).min(1).max(32),
  })
  .superRefine(({ pumps }, context) => {
    const same = { id: "two sides have this id", address: "two sides have this address" } as const;
    for (const key of ["id", "address"] as const) {
      const at = firstRepeated(pumps.map((each) => each[key]));
      if (at >= 0) context.addIssue({ code: "custom", path: ["pumps", at, key], message: same[key] });
    }
  })
  .meta({ description: "Wayne DART pumps (MKR5) on one RS-485 line" });

/** A line with its defaults filled in. */
export type WayneDartLine = z.infer<typeof wayneDartLine>;
/** One side of a dispenser on the line. */
export type WayneDartPump = WayneDartLine["pumps"][number];
