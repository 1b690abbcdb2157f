import type { ChargingRejection } from "@waystation/core/charging";
import type { Result } from "@waystation/core/kernel";
import { kilowattHours } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import { type Caller, type Commit, callerOf } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import { refusalOfOutcome } from "../../devices/refusal-of-outcome.js";
import { accounts } from "../../storage/repositories/accounts.js";
import { type ChargingRequestRow, charging } from "../../storage/repositories/charging.js";
import { type ChargingFloor, carOf } from "./charging-floor.js";
import { rejectionText } from "./rejection-text.js";

type Mode = "fast" | "slow";

/** The identity under which a driver's charge runs at the charger (OCPP allows 20 characters). */
export const idTagOf = (userId: number): string => `U${userId}`;

/** Is a tag one that a remote start gave? */
export const isOwnTag = (idTag: string): boolean => /^U\d+$/.test(idTag);

const energyWhOf = (kwh: string): number => kilowattHours(kwh).steps / 10;

const accept = (result: Result<unknown, ChargingRejection>): void => {
  if (!result.ok) throw new Refusal("charging.refused", { reason: rejectionText(result.error) });
};

/** A driver asks to charge and gets a queue number. */
export const applyForCharge = (
  { clock, ids }: Context,
  floor: ChargingFloor,
  request: { readonly mode: Mode; readonly quantity: string },
  call: Caller,
  commit: Commit<{ data: string }, { data: string }>,
): Promise<{ data: string }> =>
  floor.change(commit, async (tx) => {
    const { userId } = callerOf(call);
    const energyWh = energyWhOf(request.quantity);
    if (energyWh <= 0) throw new Refusal("charging.quantity-invalid");
    if (await charging(tx).openRequest(userId))
      throw new Refusal("charging.refused", { reason: "已有进行中的充电请求" });
    const account = await accounts(tx, "charging").byId(userId);
    const batteryWh = account?.battery_wh ?? undefined;
    const at = clock.now();
    const row = await charging(tx).insertRequest({
      user_id: userId,
      station_id: floor.stationId,
      correlation_id: ids.next(),
      number: "",
      mode: request.mode,
      quantity: request.quantity,
      state: "waiting",
      pile_id: null,
      transaction_id: null,
      meter_start_wh: null,
      id_tag: idTagOf(userId),
      created_at: at,
      called_at: null,
      ended_at: null,
    });
    const { mode, quantity } = request;
    call.note({ object: `requests:${row.id}`, correlationId: row.correlation_id, after: { mode, quantity } });
    accept(
      (await floor.handle(tx, { type: "apply", car: carOf(userId), mode: request.mode, energyWh, batteryWh }, at))
        .result,
    );
    return { data: (await charging(tx).openRequest(userId))?.number ?? row.number };
  });

const requireRequest = async (tx: Context["db"], userId: number): Promise<ChargingRequestRow> => {
  const request = await charging(tx).openRequest(userId);
  if (!request) throw new Refusal("charging.no-request");
  return request;
};

/** A waiting driver changes mode, amount or both; the number that holds from now on comes back. */
export const modifyRequest = (
  { clock }: Context,
  floor: ChargingFloor,
  change: { readonly mode?: Mode | undefined; readonly quantity?: string | undefined },
  call: Caller,
  commit: Commit<{ data: string }, { data: string }>,
): Promise<{ data: string }> =>
  floor.change(commit, async (tx) => {
    const { userId } = callerOf(call);
    const request = await requireRequest(tx, userId);
    const { mode, quantity } = change;
    call.note({
      object: `requests:${request.id}`,
      correlationId: request.correlation_id,
      before: { mode: request.mode, quantity: request.quantity },
      after: { mode: mode ?? request.mode, quantity: quantity ?? request.quantity },
    });
    const energyWh = quantity === undefined ? undefined : energyWhOf(quantity);
    accept((await floor.handle(tx, { type: "modify", car: carOf(userId), mode, energyWh }, clock.now())).result);
    await charging(tx).changeRequest(request.id, {
      mode: mode ?? request.mode,
      quantity: quantity ?? request.quantity,
    });
    return { data: (await requireRequest(tx, userId)).number };
  });

/**
 * A driver gives up. A running charge is stopped at the charger, and its last reading ends it: what flowed is billed.
 */
export const cancelRequest = async (
  context: Context,
  floor: ChargingFloor,
  call: Caller,
  commit: Commit<Record<string, never>, Record<string, never>>,
): Promise<Record<string, never>> => {
  const { userId } = callerOf(call);
  const request = await requireRequest(call.db, userId);
  const pile = floor.piles.find(({ id }) => id === request.pile_id);
  call.note({
    object: `requests:${request.id}`,
    correlationId: request.correlation_id,
    before: { state: request.state },
    after: { event: "cancel" },
  });
  if (request.state === "charging" && request.transaction_id && pile?.gateway_id && pile.charger_id) {
    const outcome = await context.devices.send(pile.gateway_id, request.correlation_id, {
      type: "charger.stop",
      chargerId: pile.charger_id,
      transactionId: request.transaction_id,
    });
    if (outcome.status === "failed") throw refusalOfOutcome(outcome, pile.charger_id);
    return commit(async () => ({}));
  }
  return floor.change(commit, async (tx) => {
    accept((await floor.handle(tx, { type: "cancel", car: carOf(userId) }, context.clock.now())).result);
    return {};
  });
};
