import { finishCompletedFill, finishVanishedFill, releasePump, saleOf } from "./finish-fill.js";
import { hasFlow, hasNoFill } from "./pump-reading.js";
import { readDisplay, readPrices, readStatus, readTotal } from "./read-pump.js";
import { priceTexts, recordAndRemember, remember, type Side } from "./side.js";
import type { FillMemory } from "./side-memory.js";

/** A fill that nobody authorised: manual mode, or found after a restart. */
const unattributedFill = (side: Side, nozzle: number): FillMemory => {
  const saleId = side.host.ids.next();
  return {
    saleId,
    correlationId: saleId,
    authorisationId: null,
    orderNo: null,
    nozzle,
    unitPrice: priceTexts(side)[nozzle] ?? side.memory.prices[nozzle] ?? "0",
    preset: null,
    startedAt: side.host.clock.now(),
    hasStarted: true,
    totalStart: side.memory.totals[nozzle] ?? null,
    isWithdrawn: false,
  };
};

const nozzleOf = ({ reading, pump }: Side): number => {
  const [first = 1] = pump.nozzles;
  return reading.nozzle !== undefined && pump.nozzles.includes(reading.nozzle) ? reading.nozzle : first;
};

/** A manual fill under way is remembered, so that a restart gives it the same sale id. */
export const openManualFill = async (side: Side): Promise<boolean> => {
  side.evidence.clear();
  await remember(side, { fill: unattributedFill(side, nozzleOf(side)), recorded: null });
  return true;
};

/** Is the completed fill on the display the one whose sale is stored already? */
const isRecorded = async (side: Side): Promise<boolean | undefined> => {
  const { recorded } = side.memory;
  if (!recorded) return false;
  const display = await readDisplay(side);
  if (!display) return undefined;
  if (display.volume !== recorded.volume || display.amount !== recorded.amount) return false;
  if (recorded.total === null || side.reading.isNozzleOut) return true;
  const total = await readTotal(side, recorded.nozzle);
  return total === undefined || total === recorded.total;
};

/**
 * The first thing after a (re)connect: status, then what happened to the fill that the memory holds. Never authorises. True when
 * it is known where the side stands.
 */
export const acquaint = async (side: Side): Promise<boolean> => {
  const status = await readStatus(side);
  if (status === undefined) return false;
  const { fill } = side.memory;
  if (status === "filling-completed") {
    const isDone = fill ? false : await isRecorded(side);
    if (isDone === undefined) return false;
    if (isDone) return releasePump(side);
    return fill
      ? finishCompletedFill(side, fill)
      : finishCompletedFill(side, unattributedFill(side, nozzleOf(side)), "recovered");
  }
  if (fill && hasNoFill(status)) return finishVanishedFill(side, fill);
  return true;
};

/** A totaliser that moved without a sale: the last fill if the display explains it, and an alarm for what it does not. */
const explainDifference = async (side: Side, nozzle: number, before: number, total: number): Promise<void> => {
  const { units, host, pump, memory } = side;
  const display = await readDisplay(side);
  if (!side.isOnline) return;
  const fill = unattributedFill(side, nozzle);
  const { correlationId } = fill;
  const totals = { ...memory.totals, [nozzle]: total };
  const movedMl = units.totalMl(total) - units.totalMl(before);
  const shownMl = units.volumeMl(display?.volume ?? 0);
  if (display && nozzle === nozzleOf(side) && shownMl > 0 && shownMl <= movedMl) {
    const body = saleOf(side, fill, { ...display, total }, "recovered");
    await recordAndRemember(side, { correlationId, body }, { totals });
    if (shownMl === movedMl) return;
  }
  host.log.warn({ pumpId: pump.id, nozzle, movedMl }, "the totaliser moved by more than the known sales");
  const alarm = { type: "pump.alarm", pumpId: pump.id, alarm: "totaliser-gap", rawCode: null } as const;
  await recordAndRemember(side, { correlationId, body: alarm }, { totals });
};

/** Allows the nozzles, reads totals with the nozzles hung up, and prices. True when the side may be authorised. */
export const settle = async (side: Side): Promise<boolean> => {
  if (!(await side.link.send({ name: "allowed-nozzles", nozzles: side.pump.nozzles }))) return false;
  for (const nozzle of side.pump.nozzles) {
    const total = await readTotal(side, nozzle);
    if (side.reading.isNozzleOut || hasFlow(side.reading.status)) return false;
    if (total === undefined) {
      if (!side.isOnline) return false;
      side.host.log.warn({ pumpId: side.pump.id, nozzle }, "the pump does not tell this nozzle's totaliser");
      continue;
    }
    const before = side.memory.totals[nozzle];
    if (before === undefined) await remember(side, { totals: { ...side.memory.totals, [nozzle]: total } });
    else if (total !== before) await explainDifference(side, nozzle, before, total);
  }
  await readPrices(side);
  // A power cut takes the prices from the pump: a sale that it ended still has one.
  const hasPrices = side.reading.status !== "not-programmed";
  if (hasPrices) await remember(side, { prices: { ...side.memory.prices, ...priceTexts(side) } });
  return side.isOnline;
};
