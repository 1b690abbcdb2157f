import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Config, ConfigError, loadConfig } from "../config.js";
import {
  createGatewayCredentials,
  type GatewayCredentials,
  type GatewayProblem,
} from "../devices/gateway-credentials.js";
import { clockFromEnvironment } from "../runtime/clock.js";
import { type Db, openDatabase } from "../storage/database.js";
import { migrate } from "../storage/migrate.js";

/** What a command about gateways works with. */
export interface GatewayDesk {
  readonly config: Config;
  readonly db: Db;
  readonly credentials: GatewayCredentials;
  readonly now: number;
}

/** One line for a person. */
export const describeGatewayProblem = (problem: GatewayProblem): string => {
  switch (problem.code) {
    case "gateway.id-invalid":
      return `that cannot be a gateway's id: ${problem.reason}`;
    case "gateway.unknown":
      return `there is no gateway ${problem.id}`;
    case "gateway.revoked":
      return `${problem.id} is revoked: enrol it again`;
    case "gateway.other-station":
      return `${problem.id} belongs to another station`;
    case "gateway.code-refused":
      return "the code is wrong, used or expired";
  }
};

/** Opens the database of the settings, beside a server that may be running on it, for as long as `work` takes. */
export const withGateways = async (
  options: Readonly<Record<string, unknown>>,
  work: (desk: GatewayDesk) => Promise<void>,
): Promise<void> => {
  const config = loadConfig(process.env, options);
  const file = join(config.dataDirectory, "waystation.db");
  if (!existsSync(file)) {
    throw new ConfigError(`there is no database ${file}: start the API once, or say where with --data-directory`);
  }
  const clock = clockFromEnvironment(process.env.WAYSTATION_CLOCK);
  const db = openDatabase(file);
  try {
    await migrate(db);
    await work({ config, db, credentials: createGatewayCredentials(db, clock), now: clock.now() });
  } finally {
    await db.destroy();
  }
};
