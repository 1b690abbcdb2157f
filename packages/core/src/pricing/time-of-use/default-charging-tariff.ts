import { unwrap } from "../../kernel/index.js";
import { parseRate } from "../../quantity/index.js";
import { createTariff, type Tariff } from "./create-tariff.js";
import type { TariffPeriod, TariffRule } from "./tariff-definition.js";

const rule = (from: string, to: string, period: TariffPeriod, energy: string): TariffRule => ({
  from,
  to,
  period,
  energyRate: unwrap(parseRate(energy)),
  serviceRate: unwrap(parseRate("0.8")),
});

const build = (): Tariff =>
  unwrap(
    createTariff({
      form: "rules",
      timeZone: "Asia/Shanghai",
      rules: [
        rule("10:00", "15:00", "peak", "1.0"),
        rule("18:00", "21:00", "peak", "1.0"),
        rule("07:00", "10:00", "flat", "0.7"),
        rule("15:00", "18:00", "flat", "0.7"),
        rule("21:00", "23:00", "flat", "0.7"),
        rule("23:00", "07:00", "valley", "0.4"),
      ],
    }),
  );

/**
 * The usual tariff of a Chinese charging station, in yuan a kilowatt-hour: peak 1.0 (10–15, 18–21 h), flat 0.7 (7–10, 15–18,
 * 21–23 h), valley 0.4 (23–7 h), service 0.8; Shanghai time.
 */
export const DEFAULT_CHARGING_TARIFF: Tariff = /* @__PURE__ */ build();
