// 954 recorded sessions in 10,732 steps of five minutes under a cap of 10 kW, by each sharing policy. The reference simulator
// (acnportal 0.3.3) states 6 to 146 s for the same month.
import { readFileSync } from "node:fs";
import { sharingPolicies, simulateSharing } from "@waystation/core/charging";

const data = JSON.parse(
  readFileSync(new URL("../../examples/charging-day/data/acn-caltech-2019-03.json", import.meta.url), "utf8"),
);
const stepMs = data.period_min * 60_000;
const sessions = data.sessions.map(([arrival, departure, requestedKwh]) => ({
  arrivalMs: arrival * stepMs,
  departureMs: departure * stepMs,
  requestedWh: requestedKwh * 1000,
  maxW: data.max_kw * 1000,
}));

const share = (policy) => {
  const { deliveredWh } = simulateSharing(sessions, { policy, capW: 10_000, stepMs });
  if (deliveredWh < 4_000_000) throw new Error(`${policy} delivered only ${deliveredWh} Wh`);
};

/** Cases for the runner: processor seconds of a whole month. */
export const cases = sharingPolicies.map((policy) => ({
  bench: "power-sharing",
  case: `954 sessions, ${policy}`,
  peerName: "acnportal 0.3.3: 6–146 s as published",
  unit: "cpu-s",
  measure: "time",
  ours: () => share(policy),
}));
