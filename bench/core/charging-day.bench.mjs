// A day of 10,000 cars on 200 piles through the dispatch engine, under each way of dispatching, every record priced and billed.
import { createStation, defaultStationPolicy, tariffPrices } from "@waystation/core/charging";
import { DEFAULT_CHARGING_TARIFF } from "@waystation/core/pricing";

const CARS = 10_000;
const midnight = Date.UTC(2026, 5, 15, 16);

/** Numbers that look random and are the same in every run (Park and Miller's generator). */
const createNumbers = (seed) => {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};
const next = createNumbers(20_260_616);

const piles = Array.from({ length: 200 }, (_, index) =>
  index < 80
    ? { id: `F${index + 1}`, mode: "fast", powerW: [30_000, 60_000, 120_000][index % 3] }
    : { id: `T${index - 79}`, mode: "slow", powerW: [7000, 10_000][index % 2] },
);
const requests = Array.from({ length: CARS }, (_, index) => ({
  atMs: midnight + next(86_400) * 1000,
  event: {
    type: "apply",
    car: `V${index + 1}`,
    mode: next(10) < 8 ? "fast" : "slow",
    energyWh: 5000 + next(600) * 100,
  },
})).sort((a, b) => a.atMs - b.atMs);

const play = (dispatch) => {
  const station = createStation({
    piles,
    pileQueueLength: 3,
    waitingCapacity: null,
    policy: { ...defaultStationPolicy, dispatch },
    prices: tariffPrices(DEFAULT_CHARGING_TARIFF),
    completion: "predicted",
    spotFreedBy: "charged",
  });
  let bills = 0;
  const count = (effects) => {
    for (const effect of effects) if (effect.type === "left" && effect.bill !== null) bills += 1;
  };
  for (const { event, atMs } of requests) {
    count(station.handle(event, atMs).effects);
    count(station.advance(atMs).effects);
  }
  count(station.finish());
  if (bills !== CARS) throw new Error(`${CARS - bills} cars were not billed`);
};

/** Cases for the runner: processor seconds of a whole day. */
export const cases = ["single", "joint-in-order", "joint-any-order", "full-station"].map((dispatch) => ({
  bench: "charging-day",
  case: `10,000 cars on 200 piles, ${dispatch}`,
  unit: "cpu-s",
  measure: "time",
  ours: () => play(dispatch),
}));
