import { once } from "node:events";
import type { Command } from "commander";
import { createDaemon, describeDaemonError } from "../daemon.js";
import { createLog, type LogLevel } from "../runtime/index.js";
import { type CliContext, EXIT, readClock, readConfig } from "./cli-context.js";

/** `run`: the daemon itself, until SIGTERM or SIGINT. */
export const addRun = (program: Command, cli: CliContext): void => {
  program
    .command("run")
    .description("run the gateway until SIGTERM or SIGINT")
    .requiredOption("--config <file>", "YAML configuration")
    .addHelpText(
      "after",
      "\nLogs go to standard error. A missing port, charger, broker or API is one line and tried again; nothing sold is lost.",
    )
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<{ config: string; logLevel?: LogLevel }>();
      const config = readConfig(options.config, cli);
      const clock = readClock(cli);
      if (!config || !clock) return;
      const format = config.logFormat ?? (process.stderr.isTTY ? "text" : "json");
      const log = createLog(options.logLevel ?? config.logLevel, format, (text) => cli.complain(text.trimEnd()));
      const created = await createDaemon(config, { log, clock });
      if (!created.ok) {
        cli.complain(`${options.config}: ${describeDaemonError(created.error)}`);
        cli.exitCode = created.error.code.startsWith("daemon.") ? EXIT.usage : EXIT.failed;
        return;
      }
      const daemon = created.value;
      await daemon.start();
      if (!cli.signal.aborted) await once(cli.signal, "abort");
      await daemon.stop();
    });
};
