import { DEVICE_CONTRACT_VERSION } from "@waystation/core/devices";
import { formatRate, rate } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import { everyTenant } from "../../storage/confine.js";
import { stations } from "../../storage/repositories/stations.js";

/** Tells every gateway what its pumps shall show. */
export interface PriceBoard {
  /** Sends the prices now in force to the gateways whose prices changed since the last time. A failure is logged; call again. */
  publish(): Promise<void>;
}

/** The daemon sends a price to a pump only while it is idle and confirms what the pump itself shows. */
export const createPriceBoard = ({ db, clock, devices, log }: Context): PriceBoard => {
  const sent = new Map<string, string>();
  const send = async () => {
    const at = clock.now();
    const byGateway = new Map<string, { pumpId: string; nozzle: number; unitPrice: string }[]>();
    for (const { gateway_id, pump_id, nozzle, oil_id } of await stations(everyTenant(db)).connectedGuns()) {
      const price = await stations(everyTenant(db)).priceAt(oil_id, at);
      if (!gateway_id || !pump_id || !nozzle || price === undefined) continue;
      const prices = byGateway.get(gateway_id) ?? [];
      prices.push({ pumpId: pump_id, nozzle, unitPrice: formatRate(rate(price)) });
      byGateway.set(gateway_id, prices);
    }
    for (const [gatewayId, prices] of byGateway) {
      const text = JSON.stringify(prices);
      if (sent.get(gatewayId) === text) continue;
      await devices.publishSettings(gatewayId, { v: DEVICE_CONTRACT_VERSION, at, prices });
      sent.set(gatewayId, text);
    }
  };
  // One after another: an older price must not be sent after a newer one.
  let last: Promise<void> = Promise.resolve();
  return {
    publish: () => {
      last = last
        .then(send)
        .catch((error: unknown) => log.warn({ err: error }, "prices could not be sent to the pumps"));
      return last;
    },
  };
};
