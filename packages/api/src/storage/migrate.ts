import { type Migration, Migrator } from "kysely";
import type { Db } from "./database.js";
import { stationInABox } from "./migrations/0001-station-in-a-box.js";
import { signIn } from "./migrations/0002-sign-in.js";
import { devices } from "./migrations/0003-devices.js";
import { rights } from "./migrations/0005-rights.js";
import { auditLog } from "./migrations/0006-audit-log.js";
import { tenants } from "./migrations/0007-tenants.js";

const migrations: Record<string, Migration> = {
  "0001-station-in-a-box": stationInABox,
  "0002-sign-in": signIn,
  "0003-devices": devices,
  "0005-rights": rights,
  "0006-audit-log": auditLog,
  "0007-tenants": tenants,
};

/** Brings the database to this release's shape, forward only. A failed step leaves the database as it was and throws. */
export const migrate = async (db: Db): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error("the database could not be migrated", { cause: error });
};
