import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../src/config.js";
import { type Parts, type Server, startServer } from "../../src/server.js";
import { type Db, openDatabase } from "../../src/storage/database.js";
import { ApiClient } from "./api-client.js";
import { Gateway } from "./gateway.js";

/** A real server on a folder of its own, with everything that plays against it. */
export interface OpenStation {
  readonly server: Server;
  readonly dataDirectory: string;
  /** A second connection to the same file: for what no endpoint shows, or makes. */
  readonly db: Db;
  readonly fuel: ApiClient;
  readonly charging: ApiClient;
  signIn(username: string): Promise<ApiClient>;
  /** A new driver of the charging system, signed in. */
  driver(fields?: Record<string, unknown>): Promise<ApiClient>;
  /** The development gateway, connected and online. */
  gateway(): Promise<Gateway>;
  /** Stops the server and starts it again on the same folder. */
  restart(change?: StationOptions): Promise<OpenStation>;
  close(): Promise<void>;
}

export interface StationOptions {
  readonly settings?: Record<string, unknown>;
  /** `WAYSTATION_CLOCK` of the server. */
  readonly clock?: string;
  readonly dataDirectory?: string;
  /** Parts of the server that a test plays itself. */
  readonly parts?: Parts;
}

let drivers = 0;

export const openStation = async (options: StationOptions = {}): Promise<OpenStation> => {
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), "waystation-api-"));
  const config = loadConfig(
    {},
    {
      port: 0,
      mqttPort: 0,
      dataDirectory,
      seed: "development",
      logLevel: "silent",
      drainMs: 0,
      ratePerAddress: 0,
      ratePerUser: 0,
      rateOpenWrites: 0,
      // Machines that run tests are late by nature.
      maxEventLoopLagMs: 60_000,
      ...options.settings,
    },
  );
  const server = await startServer(config, options.clock ? { WAYSTATION_CLOCK: options.clock } : {}, options.parts);
  const db = openDatabase(join(dataDirectory, "waystation.db"));
  const fuel = new ApiClient(server.url + config.fuelPrefix);
  const charging = new ApiClient(server.url + config.chargingPrefix);
  const gateways: Gateway[] = [];

  const stop = async () => {
    for (const gateway of gateways) await gateway.disconnect();
    await db.destroy();
    await server.close();
  };
  return {
    server,
    dataDirectory,
    db,
    fuel,
    charging,
    signIn: async (username) => {
      const { data } = await fuel.post<{ token: string }>("/auth/login", { username, password: "password123" });
      return fuel.as(data.token);
    },
    driver: async (fields = {}) => {
      drivers += 1;
      const account = { username: `driver${drivers}`, password: "secret1", email: "driver@example.com", ...fields };
      const { body } = await charging.post("/u/register", account);
      return charging.as(String(body.token));
    },
    gateway: async () => {
      const gateway = await Gateway.connect(server.mqttUrl, "site-1", server.gatewaySecrets["site-1"] ?? "");
      gateways.push(gateway);
      return gateway;
    },
    restart: async (change = {}) => {
      await stop();
      return openStation({ ...options, ...change, dataDirectory });
    },
    close: async () => {
      await stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
};
