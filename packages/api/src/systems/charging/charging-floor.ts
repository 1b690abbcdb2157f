import {
  type ChargingDetail,
  defaultStationPolicy,
  restoreStation,
  type Station,
  type StationAnswer,
  type StationConfig,
  type StationEffect,
  type StationEvent,
  tariffPrices,
} from "@waystation/core/charging";
import { formatRational, roundRational, zonedIso } from "@waystation/core/kernel";
import { DEFAULT_CHARGING_TARIFF } from "@waystation/core/pricing";
import { formatQuantity, kilowattHoursFromWh } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import type { Commit } from "../../contract/call.js";
import { postToLedger } from "../../services/post-to-ledger.js";
import { forTenant } from "../../storage/confine.js";
import type { Db } from "../../storage/database.js";
import { type ChargingRequestRow, charging, type PileRow } from "../../storage/repositories/charging.js";
import { ledger } from "../../storage/repositories/ledger.js";
import { timeline } from "../../storage/repositories/timeline.js";

/** Cars at one pile (M) and in the waiting area (N) of a station that says nothing else. */
const DEFAULT_PILE_QUEUE_LENGTH = 2;
const DEFAULT_WAITING_CAPACITY = 10;

export const CHARGING_ZONE = "Asia/Shanghai";

const configOf = (piles: readonly PileRow[]): StationConfig => ({
  piles: piles.map(({ code, mode, power_w }) => ({ id: code, mode: mode as "fast" | "slow", powerW: power_w })),
  pileQueueLength: DEFAULT_PILE_QUEUE_LENGTH,
  waitingCapacity: DEFAULT_WAITING_CAPACITY,
  policy: defaultStationPolicy,
  prices: tariffPrices(DEFAULT_CHARGING_TARIFF),
  completion: "reported",
  spotFreedBy: "departed",
});

/** How core's engine names a driver. */
export const carOf = (userId: number): string => String(userId);

/** The priced parts of a detail record, as the bill shows them. */
const linesOf = ({ parts }: ChargingDetail) =>
  parts.map(({ from, to, energyWh, price }) => ({
    period: price.band ?? "",
    from: zonedIso(Number(roundRational(from)), CHARGING_ZONE),
    to: zonedIso(Number(roundRational(to)), CHARGING_ZONE),
    energy: formatQuantity(kilowattHoursFromWh(Number(roundRational(energyWh)))),
    price: formatRational({ n: price.energyFenPerKwh.n, d: price.energyFenPerKwh.d * 100n }, 4),
    fee: formatRational(
      { n: energyWh.n * price.energyFenPerKwh.n, d: energyWh.d * price.energyFenPerKwh.d * 100_000n },
      4,
    ),
  }));

/**
 * One charging station: core's engine, rebuilt from the stored log of its events. It is touched only inside a transaction that
 * writes the same event; when that transaction fails, `forget` throws the engine away and the next use rebuilds it.
 */
export class ChargingFloor {
  #station: Station | undefined;
  #lastAt = 0;

  readonly stationId: number;
  readonly tenantId: number;
  /** All that the station's tenant has. */
  readonly db: Db;

  constructor(
    readonly context: Context,
    { stationId, tenantId }: { readonly stationId: number; readonly tenantId: number },
    readonly piles: readonly PileRow[],
  ) {
    this.stationId = stationId;
    this.tenantId = tenantId;
    this.db = forTenant(context.db, tenantId);
  }

  forget(): void {
    this.#station = undefined;
  }

  /** The engine at the state of the log. */
  async engine(db: Db): Promise<Station> {
    if (!this.#station) {
      const log = await charging(db).log(this.stationId);
      this.#station = restoreStation(configOf(this.piles), log);
      this.#lastAt = log.at(-1)?.atMs ?? 0;
    }
    return this.#station;
  }

  /** Runs work that changes the station; the engine is thrown away when it fails. */
  async change<T, Answer>(commit: Commit<T, Answer>, work: (db: Db) => Promise<T>): Promise<Answer> {
    try {
      return await commit(work);
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /** Lets an event happen no earlier than the last one and no later than now, stores it, and writes down what came of it. */
  async handle(within: Db, event: StationEvent, at: number): Promise<StationAnswer> {
    // What one driver does moves others in the queue.
    const db = forTenant(within, this.tenantId);
    const station = await this.engine(db);
    // A device whose clock is ahead must not carry the whole station into the future.
    const atMs = Math.max(Math.min(at, this.context.clock.now()), this.#lastAt);
    const answer = station.handle(event, atMs);
    this.#lastAt = atMs;
    if (!answer.result.ok) return answer;
    await charging(db).append(this.stationId, event, atMs);
    const after = station.advance(atMs);
    for (const effect of [...answer.effects, ...after.effects]) await this.#write(db, effect);
    return answer;
  }

  async #write(db: Db, effect: StationEffect): Promise<void> {
    const request = await charging(db).openRequest(Number(effect.car));
    if (!request) return;
    const at = Number(roundRational(effect.at));
    const pileId = "pile" in effect ? this.piles.find(({ code }) => code === effect.pile)?.id : undefined;
    switch (effect.type) {
      case "numbered":
        await charging(db).changeRequest(request.id, { number: effect.number });
        break;
      case "called":
      case "moved":
        await charging(db).changeRequest(request.id, {
          pile_id: pileId ?? null,
          called_at: request.called_at ?? at,
          state: "called",
        });
        break;
      case "fault-queued":
        await charging(db).changeRequest(request.id, { pile_id: null, state: "interrupted" });
        break;
      case "charge-started":
        await charging(db).changeRequest(request.id, { state: "charging" });
        break;
      case "charge-ended":
        await charging(db).changeRequest(request.id, { state: "charged" });
        if (effect.detail) await this.#bill(db, request, pileId ?? 0, effect.detail, at);
        break;
      case "left":
        await charging(db).changeRequest(request.id, { state: "ended", ended_at: at });
        break;
      case "at-connector":
        break;
    }
    await timeline(db).add({
      correlation_id: request.correlation_id,
      at,
      event: effect.type,
      from_state: request.state,
      to_state: "pile" in effect ? effect.pile : effect.type === "numbered" ? effect.number : "",
      actor: "station",
      reason: null,
    });
  }

  /** One detail record: what the meter counted, priced by the time at which it flowed, and owed by the driver. */
  async #bill(db: Db, request: ChargingRequestRow, pileId: number, detail: ChargingDetail, at: number): Promise<void> {
    await charging(db).insertRecord({
      request_id: request.id,
      user_id: request.user_id,
      pile_id: pileId,
      transaction_id: request.transaction_id ?? "",
      started_at: Number(roundRational(detail.start)),
      stopped_at: Number(roundRational(detail.stop)),
      energy_wh: Number(roundRational(detail.energyWh)),
      energy_fen: detail.energyFeeFen,
      service_fen: detail.serviceFeeFen,
      total_fen: detail.totalFen,
      lines: JSON.stringify(linesOf(detail)),
    });
    if (detail.totalFen === 0) return;
    const books = ledger(db);
    const owed = await books.account(`receivable:charging:user-${request.user_id}`, "CNY", { side: "debit" });
    const energy = await books.account(`sales:charging:station-${this.stationId}:energy`, "CNY");
    const service = await books.account(`sales:charging:station-${this.stationId}:service`, "CNY");
    const credits = [
      { kind: "credit" as const, accountId: energy.id, amount: detail.energyFeeFen },
      { kind: "credit" as const, accountId: service.id, amount: detail.serviceFeeFen },
    ].filter(({ amount }) => amount > 0);
    await postToLedger(
      db,
      `charge-${request.id}-${detail.number}`,
      [owed, energy, service],
      [{ kind: "debit", accountId: owed.id, amount: detail.totalFen }, ...credits],
      {
        cause: `charge:${request.id}:${detail.number}`,
        correlationId: request.correlation_id,
        actor: "station",
        requestId: null,
        at,
      },
    );
  }
}
