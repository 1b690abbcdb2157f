import type { ConnectorStatus } from "@waystation/core/devices";
import { roundRational } from "@waystation/core/kernel";
import { charging, type PileRow } from "../../storage/repositories/charging.js";
import type { ChargingFloor } from "./charging-floor.js";
import { idTagOf } from "./driver-requests.js";

const faulted: readonly ConnectorStatus[] = ["faulted", "unavailable"];

/**
 * Brings a station and its chargers together after either has changed: a plugged car whose turn it is gets its remote start, an
 * unplugged one frees its spot, a faulty connector is a faulty pile. Safe to call at any time; runs once at a time.
 */
export const createReconciler = (floor: ChargingFloor) => {
  const { context } = floor;
  /** Piles whose remote start is under way or accepted, until the connector shows that it took effect. */
  const starting = new Set<number>();
  let running: Promise<void> = Promise.resolve();

  const event = (type: "departed" | "fault" | "recover", name: string): Promise<unknown> =>
    floor.change(
      (work) => floor.db.transaction().execute(work),
      (db) => floor.handle(db, type === "departed" ? { type, car: name } : { type, pile: name }, context.clock.now()),
    );

  const start = async (pile: PileRow, userId: number, limitWh: number): Promise<void> => {
    if (starting.has(pile.id)) return;
    starting.add(pile.id);
    try {
      const request = await charging(floor.db).openRequest(userId);
      if (!request) throw new Error("a car at the connector has no request");
      const outcome = await context.devices.send(pile.gateway_id!, request.correlation_id, {
        type: "charger.start",
        chargerId: pile.charger_id!,
        connector: pile.connector,
        idTag: idTagOf(userId),
        limitWh,
      });
      if (outcome.status === "done") return;
      context.log.warn({ pile: pile.code, ...outcome }, "a charge could not be started");
    } catch (error) {
      context.log.warn({ err: error, pile: pile.code }, "a charge could not be started");
    }
    starting.delete(pile.id);
  };

  const reconcilePile = async (pile: PileRow): Promise<void> => {
    if (!pile.gateway_id || !pile.charger_id) return;
    const charger = context.devices.live.charger(pile.gateway_id, pile.charger_id);
    const connector = charger?.connectors.find(({ connector: number }) => number === pile.connector);
    if (!connector || charger?.link !== "online") return;
    const engine = await floor.engine(floor.db);
    const view = engine.snapshot().piles.find(({ id }) => id === pile.code);
    if (connector.status !== "preparing") starting.delete(pile.id);
    const isFaulted = faulted.includes(connector.status);
    if (view?.status === "working" && isFaulted) await event("fault", pile.code);
    if (view?.status === "faulty" && !isFaulted) await event("recover", pile.code);
    const first = view?.queue[0];
    const place = first && engine.car(first.car);
    if (!place) return;
    if (place.isCharged && connector.status === "available") await event("departed", place.car);
    if (!place.isCharged && !place.charge && connector.status === "preparing") {
      void start(pile, Number(place.car), Number(roundRational(place.requestedWh)));
    }
  };

  return (): Promise<void> => {
    running = running
      .then(async () => {
        for (const pile of floor.piles) await reconcilePile(pile);
      })
      .catch((error: unknown) =>
        context.log.error({ err: error }, "station and chargers could not be brought together"),
      );
    return running;
  };
};
