import type { MeterReading } from "@waystation/core/devices";
import { epochMsOf, type MeterValue, type SampledValue } from "./messages.js";

const decimal = /^-?\d+(\.\d+)?$/;

/** A decimal text in base units, rounded to a whole number; the scale is applied to the text, so that no binary fraction creeps in. */
const baseUnits = ({ value, unit }: SampledValue): number | undefined =>
  decimal.test(value.trim()) ? Math.round(Number(`${value.trim()}e${unit?.startsWith("k") ? 3 : 0}`)) : undefined;

/** The total over all phases: the value without a phase, else the sum of the phases where each is given once. */
const total = (values: readonly SampledValue[]): number | undefined => {
  const whole = values.filter(({ phase }) => phase === undefined);
  const parts = (whole.length > 0 ? whole.slice(0, 1) : values).map(baseUnits);
  return parts.length > 0 && parts.every((part) => part !== undefined)
    ? Math.max(
        0,
        parts.reduce((sum, part) => sum + part, 0),
      )
    : undefined;
};

const defaultMeasurand = "Energy.Active.Import.Register";

const measured = ({ sampledValue }: MeterValue, measurand: string): number | undefined =>
  total(
    sampledValue.filter(
      (value) =>
        (value.measurand ?? defaultMeasurand) === measurand &&
        value.format !== "SignedData" &&
        (value.location ?? "Outlet") === "Outlet",
    ),
  );

/** The register readings (Wh) among meter values, in the order of their timestamps. Absent measurand and unit mean register and Wh. */
export const registerReadings = (meterValues: readonly MeterValue[]): readonly MeterReading[] =>
  meterValues
    .flatMap((meterValue) => {
      const energyWh = measured(meterValue, defaultMeasurand);
      return energyWh === undefined ? [] : [{ at: epochMsOf(meterValue.timestamp), energyWh }];
    })
    .sort((a, b) => a.at - b.at);

/** The last active power (W) among meter values; null when none is given. */
export const activePowerW = (meterValues: readonly MeterValue[]): number | null =>
  meterValues
    .map((meterValue) => measured(meterValue, "Power.Active.Import"))
    .findLast((powerW) => powerW !== undefined) ?? null;
