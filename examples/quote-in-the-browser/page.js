import { formatYuan } from "@waystation/core/money";
import { formatQuantity, formatRate } from "@waystation/core/quantity";
import { calendarDay, clock, coupons, oils, quoteCharge, quoteFill } from "./quotes.js";

const byId = (id) => document.getElementById(id);

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

const row = (label, detail, amount, className = "") =>
  element("tr", {}, ...[label, detail, amount].map((text) => element("td", { className, textContent: text })));

const fill = byId("fill");
const charge = byId("charge");

for (const { id, name, price } of oils) {
  fill.elements.oil.append(
    element("option", { value: id, textContent: `${name} · ${formatRate(price)}`, selected: id === "2" }),
  );
}
for (const { id, name } of coupons) {
  const box = element("input", { type: "checkbox", name: "coupon", value: id, checked: id === "ten-off" });
  byId("coupons").append(
    element(
      "li",
      { id: `coupon-${id}` },
      element("label", {}, box, element("span", { textContent: name }), element("small")),
    ),
  );
}

const whyNot = (reason) => {
  switch (reason.code) {
    case "coupon.below-minimum":
      return `${formatYuan(reason.missingFen)} more to go`;
    case "coupon.not-combinable":
    case "coupon.not-in-best-combination":
      return "another coupon saves more";
    default:
      return reason.code;
  }
};

const showVerdicts = (verdicts) => {
  for (const { id } of coupons) {
    const verdict = verdicts.find(({ candidateId }) => candidateId === id);
    const item = byId(`coupon-${id}`);
    item.className = verdict?.applied ? "applied" : "";
    item.querySelector("small").textContent =
      verdict === undefined
        ? ""
        : verdict.applied
          ? `takes ${formatYuan(verdict.discountFen)} off`
          : whyNot(verdict.reason);
  }
};

const showFill = () => {
  if (!fill.checkValidity()) return;
  const couponIds = [...fill.querySelectorAll("input[name=coupon]:checked")].map(({ value }) => value);
  const { oil, volume, quote } = quoteFill({
    oilId: fill.elements.oil.value,
    litres: fill.elements.litres.value,
    couponIds,
    at: Date.now(),
  });
  showVerdicts(quote.verdicts);
  byId("fill-lines").replaceChildren(
    row(oil.name, `${formatQuantity(volume)} L × ${formatRate(oil.price)}`, formatYuan(quote.amountFen)),
    ...quote.lines[0].discounts.map(({ candidateId, amountFen }) =>
      row(coupons.find(({ id }) => id === candidateId).name, "", `−${formatYuan(amountFen)}`, "off"),
    ),
  );
  byId("fill-total").value = `¥ ${formatYuan(quote.payableFen)}`;
};

const showStrip = ({ day, midnightMs, nextMidnightMs, startMs, stopMs }) => {
  const share = (fromMs, toMs) => `${((toMs - fromMs) / (nextMidnightMs - midnightMs)) * 100}%`;
  const periods = day.map(({ period, fromMs, toMs }) => {
    const stretch = element("i", { className: period });
    stretch.style.width = share(fromMs, toMs);
    return stretch;
  });
  const session = element("div", { className: "session" });
  session.style.left = share(midnightMs, startMs);
  session.style.width = share(startMs, Math.min(stopMs, nextMidnightMs));
  byId("strip").replaceChildren(...periods, session);
  byId("strip").ariaLabel = `Charging from ${clock(startMs)} to ${clock(stopMs)}`;
};

const showCharge = () => {
  if (!charge.checkValidity()) return;
  const { day, time, energy, power } = charge.elements;
  const quoted = quoteCharge({
    day: day.value,
    time: time.value,
    energyWh: Math.round(Number(energy.value) * 1000),
    powerKw: Number(power.value),
  });
  showStrip(quoted);
  byId("charge-lines").replaceChildren(
    ...quoted.price.lines.map((line) =>
      row(
        `${line.period} ${clock(line.fromMs)}–${clock(line.toMs)}`,
        `${formatQuantity(line.energy)} kWh × ${formatRate(line.energyRate)}`,
        formatYuan(line.energyFee),
      ),
    ),
    row("service", `${formatQuantity(quoted.price.energy)} kWh`, formatYuan(quoted.price.serviceFee)),
  );
  byId("charge-total").value = `¥ ${formatYuan(quoted.price.amount)}`;
};

charge.elements.day.value = calendarDay(Date.now());
for (const [form, show] of [
  [fill, showFill],
  [charge, showCharge],
]) {
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
