// Coupons on a basket of five lines, against json-rules-engine: each coupon is a rule over the same facts (dates, station, the
// amount of the lines it applies to), the events of a run say which coupons apply, and the same discounts are taken off and spread
// over the lines. The engine and its rules are made once, outside the measured part.
import { quoteBest } from "@waystation/core/coupons";
import { Engine } from "json-rules-engine";

const context = { at: 1_760_000_000_000, zone: "Asia/Shanghai", stationId: "2", merchantId: "1" };
const validFrom = context.at - 1;
const validUntil = context.at + 86_400_000;

const basket = [
  { id: "1", kind: "goods", goodsId: "noodles", amountFen: 3800 },
  { id: "2", kind: "goods", goodsId: "soup", amountFen: 2250 },
  { id: "3", kind: "goods", goodsId: "tea", amountFen: 1499 },
  { id: "4", kind: "goods", goodsId: "rice", amountFen: 333 },
  { id: "5", kind: "goods", goodsId: "fish", amountFen: 6801 },
];

const coupon = (id, stage, benefit, minimumFen, goodsIds) => ({
  id,
  validFrom,
  validUntil,
  coupon: {
    id,
    name: id,
    stage,
    benefit,
    minimumFen,
    validity: { kind: "fixed", from: validFrom, until: validUntil },
    scope: { stationIds: ["1", "2", "3"], goodsIds },
  },
});

const goodsIds = ["noodles", "soup", "tea", "fish"];
const tenOff = coupon("ten-off", "coupon", { kind: "amount-off", offFen: 1000 }, 10_000, goodsIds);
const several = [
  tenOff,
  coupon("full", "full-reduction", { kind: "amount-off", offFen: 800 }, 5_000),
  coupon("too-much", "coupon", { kind: "amount-off", offFen: 3000 }, 50_000),
  coupon("points", "points", { kind: "amount-off", offFen: 500 }, 0),
];

const ruleOf = ({ id, coupon: { benefit, minimumFen, scope } }) => ({
  name: id,
  conditions: {
    all: [
      { fact: "at", operator: "greaterThanInclusive", value: validFrom },
      { fact: "at", operator: "lessThan", value: validUntil },
      { fact: "stationId", operator: "in", value: scope.stationIds },
      {
        fact: "applicableFen",
        params: { goodsIds: scope.goodsIds },
        operator: "greaterThanInclusive",
        value: minimumFen,
      },
    ],
  },
  event: { type: "coupon", params: { offFen: benefit.offFen, goodsIds: scope.goodsIds } },
});

const applies = ({ goodsId }, goods) => goods === undefined || goods.includes(goodsId);

const engineOf = (candidates) => {
  const engine = new Engine(candidates.map(ruleOf));
  engine.addFact("applicableFen", async ({ goodsIds: goods }, almanac) => {
    const lines = await almanac.factValue("lines");
    return lines.reduce((sum, line) => (applies(line, goods) ? sum + line.amountFen : sum), 0);
  });
  return engine;
};

const spread = (left, { offFen, goodsIds: goods }) => {
  const base = basket.reduce((sum, line, index) => (applies(line, goods) ? sum + left[index] : sum), 0);
  let rest = offFen;
  const shares = basket.map((line, index) => {
    const share = applies(line, goods) ? Math.floor((offFen * left[index]) / base) : 0;
    rest -= share;
    return share;
  });
  for (let index = 0; rest > 0; index++) {
    if (!applies(basket[index], goods)) continue;
    shares[index] += 1;
    rest -= 1;
  }
  return left.map((amount, index) => amount - shares[index]);
};

const compare = (name, candidates, target) => {
  const engine = engineOf(candidates);
  return {
    bench: "coupon",
    case: name,
    peerName: "json-rules-engine",
    unit: "quotes/s",
    target,
    ours: () => quoteBest(basket, candidates, context).payableFen,
    peerAsync: async () => {
      const { events } = await engine.run({ at: context.at, stationId: context.stationId, lines: basket });
      let left = basket.map(({ amountFen }) => amountFen);
      for (const { params } of events) left = spread(left, params);
      return left.reduce((sum, amount) => sum + amount, 0);
    },
  };
};

export const cases = [
  compare("one coupon on five lines", [tenOff], 20),
  compare("four coupons on five lines: the best combination, reasons for the rest", several),
];

for (const { case: name, ours, peerAsync } of cases) {
  if (ours() !== (await peerAsync())) throw new Error(`${name}: the two do not agree`);
}
