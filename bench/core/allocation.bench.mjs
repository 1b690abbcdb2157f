import { allocateFen, fen } from "@waystation/core/money";
import { allocate, CNY, dinero, toSnapshot } from "dinero.js";

/** A discount of 12.34 yuan over the five lines of a basket, in proportion to their amounts. */
const lines = [3990, 1250, 8800, 450, 2000];
const discount = fen(1234);
const dineroDiscount = dinero({ amount: 1234, currency: CNY });

const ours = () => allocateFen(discount, lines);
const peer = () => allocate(dineroDiscount, lines);

// Both place every fen; dinero.js hands the odd fen to the first lines, we to the largest remainders.
const sum = (amounts) => amounts.reduce((total, amount) => total + amount, 0);
if (sum(ours().value) !== 1234 || sum(peer().map((share) => toSnapshot(share).amount)) !== 1234) {
  throw new Error("an allocation lost a fen");
}

/** Cases for the runner: operations per second of processor time, ours against the peer's. */
export const cases = [
  { bench: "allocation", case: "over 5 lines", peerName: "dinero.js 2", unit: "ops/cpu-s", target: 10, ours, peer },
];
