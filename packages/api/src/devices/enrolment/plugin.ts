import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.js";
import { Refusal } from "../../contract/refusal.js";
import { registerSystem } from "../../contract/register-system.js";
import { createGatewayCredentials } from "../gateway-credentials.js";
import { deviceSystem } from "./system.js";

/** The enrolment of gateways on an app. Guessing is limited as for every open write. */
export const registerDevices = async (app: FastifyInstance, context: Context): Promise<void> => {
  const credentials = createGatewayCredentials(context.db, context.clock);
  await registerSystem(
    app,
    deviceSystem,
    {
      "gateways.enrol": async ({ body: { code, gateway_id } }, { log }) => {
        const enrolled = await credentials.enrol(code, gateway_id);
        if (!enrolled.ok) {
          context.metrics.securityEvents.count("gateway.code-refused");
          throw new Refusal("gateway.code-refused");
        }
        const { gatewayId, secret } = enrolled.value;
        context.metrics.securityEvents.count("gateway.enrolled");
        log.info({ gatewayId }, "a gateway was enrolled");
        return { gateway_id: gatewayId, secret };
      },
    },
    context,
  );
};
