import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.js";
import { registerSystem } from "../../contract/register-system.js";
import type { ChargingFloor } from "./charging-floor.js";
import { chargingHandlers } from "./handlers.js";
import { createReconciler } from "./reconcile.js";
import { chargingSystem } from "./system.js";

/** The charging system on an app: its routes, and the hand that keeps stations and chargers together. */
export const registerCharging = async (
  app: FastifyInstance,
  context: Context,
  floors: readonly ChargingFloor[],
): Promise<{ changed: () => void }> => {
  const reconcilers = floors.map(createReconciler);
  const changed = () => {
    for (const reconcile of reconcilers) void reconcile();
  };
  const handlers = chargingHandlers(context, floors, changed);
  await registerSystem(app, { ...chargingSystem, prefix: context.config.chargingPrefix }, handlers, context);
  context.devices.live.on("state", (_gatewayId, state) => {
    if (state.kind === "charger") changed();
  });
  return { changed };
};
