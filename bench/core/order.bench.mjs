// One transition of the fuel order with its guard and its timeline entry, against xstate's pure `transition` over a machine with
// the same states, the same guard and actor check, and the entry assigned into the context (the last one only: no list grows).
import { checkMachine, transition } from "@waystation/core/kernel";
import { fuelOrderMachine } from "@waystation/core/orders";
import { assign, createMachine, initialTransition, transition as xstateTransition } from "xstate";

const at = 1_760_000_000_000;
const cashier = { role: "cashier", id: "10" };
const facts = {
  dueFen: 39_250,
  keptFen: 39_250,
  prepaymentFen: 0,
  unitPrice: 805_000,
  pumpUnitPrice: 805_000,
  measured: { volumeMl: 50_000, amountFen: 40_250 },
};

const completed = { state: "completed", version: 3, timeline: [] };
const context = { at, actor: cashier, facts, expectedVersion: 3, key: "pay-15", reason: "at the counter" };

const enter = (to) => ({
  target: to,
  guard: ({ event }) => event.facts.keptFen === event.facts.dueFen && event.actor.role !== "device",
  actions: assign(({ context: { version }, event }) => ({
    version: version + 1,
    entry: {
      from: "completed",
      to,
      event: event.type,
      at: event.at,
      actor: event.actor,
      version: version + 1,
      key: event.key,
      reason: event.reason,
    },
  })),
});

const peerMachine = createMachine({
  id: "fuel-order",
  initial: "completed",
  context: { version: 3, entry: null },
  states: {
    created: { on: { authorise: enter("authorised"), cancel: enter("cancelled") } },
    authorised: { on: { start: enter("fuelling"), complete: enter("completed"), release: enter("created") } },
    fuelling: { on: { complete: enter("completed") } },
    completed: { on: { pay: enter("paid"), cancel: enter("cancelled") } },
    paid: { on: { refund: enter("refunded"), "refund-part": enter("partly-refunded") } },
    "partly-refunded": { on: { refund: enter("refunded"), "refund-part": enter("partly-refunded") } },
    refunded: {},
    cancelled: {},
  },
});
const [peerCompleted] = initialTransition(peerMachine);
const peerEvent = { type: "pay", ...context };

const ours = () => transition(fuelOrderMachine, completed, "pay", context);
const peer = () => xstateTransition(peerMachine, peerCompleted, peerEvent);

const [peerPaid] = peer();
if (ours().value?.state !== "paid" || peerPaid.value !== "paid" || peerPaid.context.entry.version !== 4) {
  throw new Error("the two machines do not do the same");
}

export const cases = [
  {
    bench: "order",
    case: "pay: guard and timeline",
    peerName: "xstate 5",
    unit: "transitions/s",
    target: 50,
    ours,
    peer,
  },
  {
    bench: "order",
    case: "pay of an unpaid order: refused with a reason",
    peerName: "xstate 5",
    unit: "transitions/s",
    ours: () => transition(fuelOrderMachine, completed, "pay", { ...context, facts: { ...facts, keptFen: 0 } }),
    peer: () => xstateTransition(peerMachine, peerCompleted, { ...peerEvent, facts: { ...facts, keptFen: 0 } }),
  },
  {
    bench: "order",
    case: "check for unreachable and dead states",
    unit: "machines/s",
    ours: () => checkMachine(fuelOrderMachine),
  },
];
