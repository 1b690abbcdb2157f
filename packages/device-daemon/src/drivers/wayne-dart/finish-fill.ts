import type { PumpSale } from "@waystation/core/devices";
import { isUnderWay } from "./pump-reading.js";
import { readDisplay, readTotal } from "./read-pump.js";
import { recordAndRemember, remember, type Side } from "./side.js";
import type { FillMemory } from "./side-memory.js";

/** What a finished fill came to, in display units. */
export interface FillOutcome {
  readonly volume: number;
  readonly amount: number;
  readonly total: number | null;
}

/** The totaliser may follow the display a moment late: this often it is read until it fits. */
const TOTAL_READINGS = 3;

/** Has the totaliser taken in what the display shows? */
const hasTakenIn = ({ units }: Side, { totalStart }: FillMemory, volume: number, total: number): boolean =>
  totalStart === null || units.totalMl(total) >= units.totalMl(totalStart) + units.volumeMl(volume);

const readFinalTotal = async (side: Side, fill: FillMemory, volume: number): Promise<number | null> => {
  let total = await readTotal(side, fill.nozzle);
  for (let reading = 1; reading < TOTAL_READINGS && total !== undefined; reading += 1) {
    if (hasTakenIn(side, fill, volume, total)) break;
    total = (await readTotal(side, fill.nozzle)) ?? total;
  }
  return total ?? null;
};

const hasReachedPreset = ({ preset }: FillMemory, { volume, amount }: FillOutcome): boolean =>
  preset !== null && (preset.kind === "volume" ? volume : amount) >= preset.units;

/** The sale as the device contract says it. */
export const saleOf = (side: Side, fill: FillMemory, outcome: FillOutcome, ending: PumpSale["ending"]): PumpSale => {
  const { units, pump, host, evidence } = side;
  return {
    type: "pump.sale",
    saleId: fill.saleId,
    pumpId: pump.id,
    nozzle: fill.nozzle,
    authorisationId: fill.authorisationId,
    orderNo: fill.orderNo,
    volumeMl: units.volumeMl(outcome.volume),
    amountFen: units.amountFen(outcome.amount),
    unitPrice: fill.unitPrice,
    startedAt: fill.startedAt,
    endedAt: host.clock.now(),
    ending,
    totaliserStartMl: fill.totalStart === null ? null : units.totalMl(fill.totalStart),
    totaliserEndMl: outcome.total === null ? null : units.totalMl(outcome.total),
    evidence: evidence.all(),
  };
};

/**
 * Stores the sale, and with it, in the same transaction, that this fill is done: killed before, the next start finds the fill
 * still open and the display still standing; killed after, it finds the fill recorded. Either way there is one sale.
 */
const record = async (
  side: Side,
  fill: FillMemory,
  outcome: FillOutcome,
  ending: PumpSale["ending"],
): Promise<void> => {
  const { volume, amount, total } = outcome;
  const body = saleOf(side, fill, outcome, ending);
  const { [fill.nozzle]: _, ...otherTotals } = side.memory.totals;
  // A totaliser that is not final must not be compared with later: it would look like a sale that was missed.
  const isFinal = total !== null && hasTakenIn(side, fill, volume, total);
  await recordAndRemember(
    side,
    { correlationId: fill.correlationId, body },
    {
      fill: null,
      recorded: { saleId: fill.saleId, nozzle: fill.nozzle, volume, amount, total },
      totals: isFinal ? { ...otherTotals, [fill.nozzle]: total } : otherTotals,
    },
  );
  if (!isFinal) side.isSettled = false;
  side.host.log.info(
    { pumpId: side.pump.id, saleId: fill.saleId, volumeMl: body.volumeMl, amountFen: body.amountFen, ending },
    "sale recorded",
  );
};

/** Lets the pump go after its sale is stored. */
export const releasePump = async (side: Side): Promise<boolean> => {
  const { link, memory } = side;
  if (side.reading.status === "filling-completed") {
    await link.command("reset");
    if (!(await link.until(() => side.reading.status !== "filling-completed"))) return false;
  }
  side.evidence.clear();
  if (memory.recorded) await remember(side, { recorded: null });
  if (!isUnderWay(side.reading)) await link.send({ name: "allowed-nozzles", nozzles: side.pump.nozzles });
  return true;
};

/** Records a fill that the pump says is completed, from its display and totaliser, then releases the pump. */
export const finishCompletedFill = async (side: Side, fill: FillMemory, ending?: "recovered"): Promise<boolean> => {
  const { link, hangUpTimeoutMs } = side;
  const display = await readDisplay(side);
  if (!display) return false;
  if (fill.isWithdrawn && !fill.hasStarted && display.volume === 0) {
    const { saleId, nozzle } = fill;
    await remember(side, { fill: null, recorded: { saleId, nozzle, volume: 0, amount: 0, total: null } });
    return releasePump(side);
  }
  // Totals change after hang-up only.
  const isHungUp = await link.until(() => !side.reading.isNozzleOut, hangUpTimeoutMs);
  const total = isHungUp ? await readFinalTotal(side, fill, display.volume) : null;
  if (!side.isOnline) return false;
  const outcome = { ...display, total };
  const usual = hasReachedPreset(fill, outcome) ? "preset-reached" : fill.isWithdrawn ? "stopped" : "completed";
  await record(side, fill, outcome, ending ?? usual);
  return releasePump(side);
};

/**
 * Records a fill whose pump is no longer in it (power cut, released by somebody else): what the display shows if the totaliser
 * moved, nothing if it did not.
 */
export const finishVanishedFill = async (side: Side, fill: FillMemory): Promise<boolean> => {
  const display = await readDisplay(side);
  if (!display) return false;
  const total = (await readTotal(side, fill.nozzle)) ?? null;
  if (!side.isOnline) return false;
  const hasMoved = fill.totalStart === null || total === null ? fill.hasStarted : total !== fill.totalStart;
  const outcome = hasMoved ? { ...display, total } : { volume: 0, amount: 0, total };
  await record(side, fill, outcome, fill.isWithdrawn ? "stopped" : "fault");
  return releasePump(side);
};
