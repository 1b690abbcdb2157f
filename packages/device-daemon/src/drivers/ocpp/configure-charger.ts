import type { Logger } from "pino";
import type { ChargerLink } from "./charger-link.js";
import type { OcppConfig } from "./config.js";

interface ConfigurationKey {
  readonly key: string;
  readonly readonly: boolean;
  readonly value?: string;
}

/** Readings at every quarter of the hour: tariffs change there. */
const quarterHourS = 900;
const measurands = "Energy.Active.Import.Register,Power.Active.Import";

const wanted = (line: OcppConfig): Readonly<Record<string, string>> => ({
  MeterValueSampleInterval: String(line.meterValueSampleIntervalS),
  ClockAlignedDataInterval: String(quarterHourS),
  MeterValuesSampledData: measurands,
  MeterValuesAlignedData: measurands,
});

/**
 * Asks a charger for the readings that the bill needs. Only what differs is written, since many chargers keep these values in
 * memory that wears out; what a charger does not know or refuses is left as it is.
 */
export const configureCharger = async (link: ChargerLink, line: OcppConfig, log: Logger): Promise<void> => {
  const wishes = wanted(line);
  const answer = await link.call("GetConfiguration", { key: Object.keys(wishes) });
  if (!answer.ok) return log.info({ reason: answer.error.message }, "the charger does not tell its configuration");
  const { configurationKey = [] } = answer.value as { configurationKey?: readonly ConfigurationKey[] };
  for (const { key, readonly, value } of configurationKey) {
    const wish = wishes[key];
    if (wish === undefined || wish === value || readonly) continue;
    const change = await link.call("ChangeConfiguration", { key, value: wish });
    const status = change.ok ? change.value.status : change.error.code;
    if (status !== "Accepted") log.warn({ key, wish, status }, "the charger did not take a setting");
  }
};
