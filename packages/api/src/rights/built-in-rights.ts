import { cattleRights } from "./cattle.js";
import { chargingRights } from "./charging.js";
import { fuelRights } from "./fuel.js";
import { livestockRights } from "./livestock.js";
import type { SystemRights } from "./system-rights.js";
import { takeoutRights } from "./takeout.js";

/** Permissions and roles of the five systems as a new database gets them. */
export const builtInRights: Readonly<Record<string, SystemRights>> = {
  fuel: fuelRights,
  charging: chargingRights,
  takeout: takeoutRights,
  cattle: cattleRights,
  livestock: livestockRights,
};
