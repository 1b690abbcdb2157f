// Writes packages/device-daemon/config.schema.json, which editors check a daemon's YAML against:
// `npx tsx scripts/generate-config-schema.mts`.
import { writeFileSync } from "node:fs";
import { daemonConfigSchema, driverKinds } from "@waystation/device-daemon";
import { z } from "zod";

const schema = z.toJSONSchema(daemonConfigSchema(driverKinds), { target: "draft-7", io: "input" });
const file = new URL("../packages/device-daemon/config.schema.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);
