import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwrap } from "@waystation/core/kernel";
import { type BrokerOptions, type EmbeddedBroker, startEmbeddedBroker } from "../../src/devices/embedded-broker.js";
import { API_USER, createGatewayCredentials, type GatewayCredentials } from "../../src/devices/gateway-credentials.js";
import { type Db, openDatabase } from "../../src/storage/database.js";
import { migrate } from "../../src/storage/migrate.js";
import type { Account } from "./broker-client.js";

/** A database with one station, and gateways enrolled by their codes. */
export interface OpenGateways {
  readonly db: Db;
  readonly directory: string;
  readonly credentials: GatewayCredentials;
  /** Moves the clock of secrets and codes. */
  advance(ms: number): void;
  enrol(id: string): Promise<Account>;
  close(): Promise<void>;
}

export const openGateways = async (): Promise<OpenGateways> => {
  const directory = mkdtempSync(join(tmpdir(), "waystation-gateways-"));
  const db = openDatabase(join(directory, "waystation.db"));
  await migrate(db);
  const station = { id: 1, code: "SZ-001", name: "Station", time_zone: "Asia/Shanghai", status: 1 };
  await db.insertInto("stations").values(station).execute();
  let now = 1_763_600_000_000;
  const credentials = createGatewayCredentials(db, { now: () => now });
  return {
    db,
    directory,
    credentials,
    advance: (ms) => {
      now += ms;
    },
    enrol: async (id) => {
      const { code } = unwrap(await credentials.invite(id, 1, 60_000));
      return { user: id, secret: unwrap(await credentials.enrol(code)).secret };
    },
    close: async () => {
      await db.destroy();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

const API_PASSWORD = "the password of the API in tests";

export const API_ACCOUNT: Account = { user: API_USER, secret: API_PASSWORD };

export const openEmbedded = (
  { credentials }: OpenGateways,
  options: Partial<BrokerOptions> = {},
): Promise<EmbeddedBroker> =>
  startEmbeddedBroker({ host: "127.0.0.1", port: 0, apiPassword: API_PASSWORD, credentials, ...options });
