import type { Readable } from "node:stream";
import { type DaemonConfig, describeConfigError, loadConfig, loadDataDirectory } from "../config/index.js";
import { describeDaemonError } from "../daemon.js";
import { driverKinds } from "../drivers/driver-kinds.js";
import { type DaemonStore, visitStore } from "../outbox/index.js";
import { clockFromEnvironment, createSystemTimers, randomIds, systemClock } from "../runtime/index.js";

/** What a command is handed of its process. */
export interface CliContext {
  /** Standard output: answers, one line each. */
  print(line: string): void;
  /** Standard error: what went wrong. */
  complain(line: string): void;
  readonly input: Readable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  exitCode: number;
}

/** Exit codes: 2 for a wrong call or configuration, 1 for an environment that does not let us work. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** The configuration, or undefined after saying what is wrong with it. */
export const readConfig = (file: string, cli: CliContext): DaemonConfig | undefined => {
  const loaded = loadConfig(file, { kinds: driverKinds, environment: cli.environment });
  if (loaded.ok) return loaded.value;
  cli.complain(describeConfigError(loaded.error));
  cli.exitCode = EXIT.usage;
  return undefined;
};

/** The clock of `WAYSTATION_CLOCK`, or undefined after saying what is wrong with it. */
export const readClock = (cli: CliContext) => {
  const clock = clockFromEnvironment(cli.environment.WAYSTATION_CLOCK);
  if (clock.ok) return clock.value;
  cli.complain(`WAYSTATION_CLOCK: ${clock.error.reason}`);
  cli.exitCode = EXIT.usage;
  return undefined;
};

/** Opens the store of a configuration beside a daemon that may be running on it, for as long as `work` takes. */
export const withStore = async (
  file: string,
  cli: CliContext,
  work: (store: DaemonStore) => Promise<void>,
): Promise<void> => {
  const directory = loadDataDirectory(file, cli.environment);
  if (!directory.ok) {
    cli.complain(describeConfigError(directory.error));
    cli.exitCode = EXIT.usage;
    return;
  }
  const clock = readClock(cli) ?? systemClock;
  const opened = await visitStore({
    directory: directory.value,
    clock,
    timers: createSystemTimers(),
    ids: randomIds,
  });
  if (!opened.ok) {
    cli.complain(describeDaemonError(opened.error));
    cli.exitCode = EXIT.failed;
    return;
  }
  try {
    await work(opened.value);
  } finally {
    await opened.value.close();
  }
};
