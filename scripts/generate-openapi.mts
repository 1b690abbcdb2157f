// Writes packages/api/openapi/<system>.json from the zod contracts.
import { mkdirSync, writeFileSync } from "node:fs";
import { openApiDocument } from "../packages/api/src/contract/openapi.js";
import { deviceSystem } from "../packages/api/src/devices/enrolment/system.js";
import { chargingSystem } from "../packages/api/src/systems/charging/system.js";
import { fuelSystem } from "../packages/api/src/systems/fuel/system.js";

const folder = new URL("../packages/api/openapi/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const system of [fuelSystem, chargingSystem, deviceSystem]) {
  writeFileSync(new URL(`${system.name}.json`, folder), `${JSON.stringify(openApiDocument(system), null, 2)}\n`);
}
