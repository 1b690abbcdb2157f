import { deviceId } from "@waystation/core/devices";
import { z } from "zod";
import { route } from "../../contract/route.js";

/** What a gateway asks of the API over HTTP before it can use MQTT. */
export const deviceRoutes = {
  "gateways.enrol": route({
    method: "POST",
    path: "/enrol",
    summary: "凭一次性注册码换取网关密钥",
    description:
      "Turns the one-time code of `waystation-api gateways enrol` into the gateway's id and its secret for MQTT. A code works once and until it expires.",
    permission: "public",
    body: z.strictObject({
      code: z
        .string()
        .min(24)
        .max(64)
        .meta({ examples: ["4T2K9A-H7QX0M-ZB8RCE-1WYN5D"] }),
      gateway_id: deviceId.optional().meta({ description: "Where given, a code of another gateway is refused unused" }),
    }),
    data: z.object({
      gateway_id: deviceId.meta({ description: "MQTT user name and client id" }),
      secret: z.string().meta({ description: "MQTT password; shown this once" }),
    }),
  }),
} as const;
