import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.js";
import { registerSystem } from "../../contract/register-system.js";
import { fuelHandlers } from "./handlers.js";
import { createPriceBoard } from "./price-board.js";
import { followPump } from "./refuelling.js";
import { fuelSystem } from "./system.js";

/** How often prices that come into force by themselves are looked for, in milliseconds. */
const PRICE_CHECK_MS = 1_000;

/** The fuel system on an app: its routes, and the prices of its pumps. */
export const registerFuel = async (app: FastifyInstance, context: Context): Promise<void> => {
  const prices = createPriceBoard(context);
  await registerSystem(
    app,
    { ...fuelSystem, prefix: context.config.fuelPrefix },
    fuelHandlers(context, prices),
    context,
  );
  context.devices.live.on("state", followPump(context));
  app.addHook("onReady", prices.publish);
  const timer = setInterval(prices.publish, PRICE_CHECK_MS);
  app.addHook("onClose", async () => clearInterval(timer));
};
