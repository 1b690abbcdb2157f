import { createBill, createStation, msOf, tariffPrices } from "@waystation/core/charging";
import {
  addRational,
  compareRational,
  divideRational,
  formatRational,
  rational,
  subtractRational,
  zonedIso,
} from "@waystation/core/kernel";
import { formatYuan } from "@waystation/core/money";
import { parseScenario } from "./parse-scenario.mjs";

const kwhOf = (energyWh) => formatRational(divideRational(energyWh, rational(1000)), 2);
const yuanOf = (amountFen) => formatRational(divideRational(amountFen, rational(100)), 2);
const zero = rational(0);

const pileEntry = ({ car, number, charge }) => ({
  car,
  number,
  kwh: kwhOf(charge?.energyWh ?? zero),
  fee: yuanOf(charge === null ? zero : addRational(charge.energyFen, charge.serviceFen)),
});

const queueEntry = ({ car, number, mode, requestedWh }) => ({ car, number, mode, kwh: kwhOf(requestedWh) });

const snapshotOf = (at, { piles, waiting, faultQueue }) => ({
  at,
  piles: Object.fromEntries(piles.map(({ id, queue }) => [id, queue.map(pileEntry)])),
  waiting: waiting.map(queueEntry),
  faultQueue: faultQueue.map(queueEntry),
  faultyPiles: piles.filter(({ status }) => status === "faulty").map(({ id }) => id),
});

const feesOf = ({ energyWh, energyFeeFen, serviceFeeFen, totalFen }) => ({
  kwh: kwhOf(energyWh),
  energyFee: formatYuan(energyFeeFen),
  serviceFee: formatYuan(serviceFeeFen),
  total: formatYuan(totalFen),
});

const billEntry = (bill, timeZone) => ({
  car: bill.car,
  ...feesOf(bill),
  details: bill.details.map((detail) => ({
    pile: detail.pile,
    start: zonedIso(msOf(detail.start), timeZone),
    stop: zonedIso(msOf(detail.stop), timeZone),
    ...feesOf(detail),
  })),
});

const lastStop = ({ details }) => details.at(-1).stop;
const later = (a, b) => (a === null || compareRational(a, b) < 0 ? b : a);

const summarise = (bills) => {
  const stops = bills.map(lastStop);
  const stays = bills.map((bill) => subtractRational(lastStop(bill), bill.arrivedAt));
  return { ended: stops.reduce(later, null), stayedMs: stays.reduce(addRational, zero) };
};

/** Cars that nobody will serve any more still owe what they charged before. */
const unservedIn = ({ waiting, faultQueue }) => {
  const cars = [...waiting, ...faultQueue];
  const bills = cars
    .filter(({ details }) => details.length > 0)
    .map(({ car, number, arrivedAt, details }) =>
      createBill({ car, queueNumber: number, arrivedAt, madeAt: details.at(-1).stop, details }),
    );
  return { cars: cars.map(({ car }) => car), bills };
};

/** Plays a scenario (a parsed JSON file) and returns what is printed. Throws a `ScenarioError` for a bad file. */
export const runScenario = (file) => {
  const { timeZone, settings, tariff, events, observe } = parseScenario(file);
  const station = createStation({
    ...settings,
    prices: tariffPrices(tariff),
    completion: "predicted",
    spotFreedBy: "charged",
  });
  const bills = [];
  const rejected = [];
  const note = (effects) => {
    for (const effect of effects) if (effect.type === "left" && effect.bill !== null) bills.push(effect.bill);
  };
  const snapshots = new Map();
  const lastMs = events.at(-1)?.atMs;
  const instants = [...new Set([...events, ...observe].map(({ atMs }) => atMs))].sort((a, b) => a - b);
  const pending = events.values();
  let next = pending.next();
  for (const atMs of instants) {
    for (; !next.done && next.value.atMs === atMs; next = pending.next()) {
      const { event, given } = next.value;
      const { effects, result } = station.handle(event, atMs);
      note(effects);
      if (!result.ok) rejected.push({ at: given.at, event: given, code: result.error.code });
    }
    note(station.advance(atMs).effects);
    if (atMs === lastMs) note(station.close());
    snapshots.set(atMs, station.snapshot());
  }
  note(station.finish());
  const unserved = unservedIn(station.snapshot());
  const { ended, stayedMs } = summarise([...bills, ...unserved.bills]);
  return {
    snapshots: observe.map(({ at, atMs }) => snapshotOf(at, snapshots.get(atMs))),
    bills: [...bills, ...unserved.bills].map((bill) => billEntry(bill, timeZone)),
    rejected,
    unserved: unserved.cars,
    endedAt: ended === null ? null : zonedIso(msOf(ended), timeZone),
    totalCompletionHours: formatRational(divideRational(stayedMs, rational(3_600_000)), 4),
  };
};
