// Everything the page knows about prices; no DOM here. All amounts are fen.
import { quoteBest } from "@waystation/core/coupons";
import { instantOf, localDate, unwrap, zonedIso } from "@waystation/core/kernel";
import { fen } from "@waystation/core/money";
import { orderTotals } from "@waystation/core/orders";
import { DEFAULT_CHARGING_TARIFF, tariffSegments, tariffSessionPrice } from "@waystation/core/pricing";
import { parseQuantity, parseRate } from "@waystation/core/quantity";

const zone = "Asia/Shanghai";
const rate = (text) => unwrap(parseRate(text));

export const oils = [
  { id: "1", name: "92# petrol", price: rate("7.85") },
  { id: "2", name: "95# petrol", price: rate("8.05") },
  { id: "3", name: "0# diesel", price: rate("7.52") },
];

const coupon = (id, name, fields) => ({
  id,
  name,
  stage: "coupon",
  validity: { kind: "fixed", from: 0, until: Number.MAX_SAFE_INTEGER },
  ...fields,
});

export const coupons = [
  coupon("ten-off", "10.00 off from 100.00", {
    benefit: { kind: "amount-off", offFen: fen(1000) },
    minimumFen: fen(10_000),
  }),
  coupon("per-litre", "0.30 off a litre, up to 60 L", {
    benefit: {
      kind: "per-unit-off",
      unit: "L",
      offPerUnit: rate("0.3"),
      maxQuantity: unwrap(parseQuantity("L", "60")),
    },
  }),
  coupon("five-percent", "5 % off, at most 20.00", {
    benefit: { kind: "percent-off", offBasisPoints: 500, capFen: fen(2000) },
  }),
  coupon("spend-more", "25.00 off from 500.00, on top", {
    stage: "full-reduction",
    benefit: { kind: "thresholds", steps: [{ fromFen: fen(50_000), offFen: fen(2500) }] },
  }),
];

/** A fill of so many litres (text) with the coupons of these ids in the wallet; the best combination of them is used. */
export const quoteFill = ({ oilId, litres, couponIds, at }) => {
  const oil = oils.find(({ id }) => id === oilId);
  const volume = unwrap(parseQuantity("L", litres));
  const { goodsFen } = orderTotals([{ unitPrice: oil.price, quantity: volume }]);
  const line = { id: "fuel", kind: "goods", goodsId: oil.id, amountFen: goodsFen, quantity: volume };
  const candidates = coupons
    .filter(({ id }) => couponIds.includes(id))
    .map((held) => ({ id: held.id, coupon: held, validFrom: held.validity.from, validUntil: held.validity.until }));
  return { oil, volume, quote: quoteBest([line], candidates, { at, zone }) };
};

/** A charge of so many watt-hours at a constant power from a local day and time on, priced by the time of use. */
export const quoteCharge = ({ day, time, energyWh, powerKw }) => {
  const [year, month, date] = day.split("-").map(Number);
  const [hour, minute] = time.split(":").map(Number);
  const startMs = instantOf({ year, month, day: date, hour, minute }, zone);
  const stopMs = startMs + Math.max(1, Math.round((energyWh * 3600) / powerKw));
  const price = unwrap(
    tariffSessionPrice(DEFAULT_CHARGING_TARIFF, [
      { atMs: startMs, energyWh: 0 },
      { atMs: stopMs, energyWh },
    ]),
  );
  const midnightMs = instantOf({ year, month, day: date }, zone);
  const nextMidnightMs = instantOf({ year, month, day: date + 1 }, zone);
  return {
    startMs,
    stopMs,
    midnightMs,
    nextMidnightMs,
    price,
    day: tariffSegments(DEFAULT_CHARGING_TARIFF, midnightMs, nextMidnightMs),
  };
};

/** Local "HH:MM" of an instant. */
export const clock = (atMs) => zonedIso(atMs, zone).slice(11, 16);

/** Local "YYYY-MM-DD" of an instant. */
export const calendarDay = (atMs) => localDate(atMs, zone);
