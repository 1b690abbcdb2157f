import { type EpochMs, instantOf, zonedIso } from "@waystation/core/kernel";

/** An instant as the documents print it: the station's wall clock without an offset. */
export const localTimeText = (at: EpochMs, zone: string): string => zonedIso(at, zone).slice(0, 19);

/** The instant at which a station's wall clock shows `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss`, some days later if asked. */
export const instantOfLocal = (text: string, zone: string, daysLater = 0): EpochMs => {
  const [year, month, day, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
  return instantOf({ year: year!, month: month!, day: day! + daysLater, hour, minute, second }, zone);
};
