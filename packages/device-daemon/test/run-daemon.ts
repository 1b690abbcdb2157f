import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwrap } from "@waystation/core/kernel";
import { parseConfig } from "../src/config/index.js";
import { createDaemon, type Daemon } from "../src/daemon.js";
import type { DeviceDriver } from "../src/drivers/driver.js";
import { createLog } from "../src/runtime/index.js";
import { type FakeDriver, fakeKind } from "./fake-driver.js";

/** A directory of its own for a test. */
export const freshDirectory = (): string => mkdtempSync(join(tmpdir(), "waystation-daemon-"));

export interface RunOptions {
  readonly port: number;
  readonly directory?: string;
  readonly password?: string;
  readonly ackTimeoutMs?: number;
  readonly behaviour?: Partial<Pick<DeviceDriver, "execute" | "applySettings" | "start" | "stop">>;
}

export interface Running {
  readonly daemon: Daemon;
  readonly driver: FakeDriver;
  readonly directory: string;
  /** Lines of the log so far. */
  readonly log: string[];
}

/** Starts a daemon with one fake line of pump-1, in this process; a broker is expected at `port`. */
export const runDaemon = async (options: RunOptions): Promise<Running> => {
  const directory = options.directory ?? freshDirectory();
  const log: string[] = [];
  let driver: FakeDriver | undefined;
  const kinds = [
    fakeKind((made) => {
      driver = made;
    }, options.behaviour),
  ];
  const text = JSON.stringify({
    gatewayId: "gateway-1",
    dataDirectory: directory,
    uplink: {
      url: `mqtt://127.0.0.1:${options.port}`,
      ackTimeoutMs: options.ackTimeoutMs ?? 10_000,
      ...(options.password && { password: options.password }),
    },
    lines: [{ driver: "fake", pumpIds: ["pump-1"] }],
  });
  const config = unwrap(parseConfig(text, join(directory, "daemon.yaml"), { kinds, environment: {} }));
  const daemon = unwrap(
    await createDaemon(config, {
      kinds,
      jitter: () => 0,
      log: createLog("debug", "json", (line) => void log.push(line)),
    }),
  );
  await daemon.start();
  return { daemon, driver: driver as FakeDriver, directory, log };
};
