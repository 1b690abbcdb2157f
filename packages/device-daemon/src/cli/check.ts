import type { Command } from "commander";
import { type CliContext, readConfig } from "./cli-context.js";

/** `check`: reads the configuration and opens nothing. */
export const addCheck = (program: Command, cli: CliContext): void => {
  program
    .command("check")
    .description("check a configuration; exit 2 with file, key and reason when it is wrong")
    .requiredOption("--config <file>", "YAML configuration")
    .action(({ config: file }: { config: string }) => {
      const config = readConfig(file, cli);
      if (!config) return;
      const lines = config.lines.map(({ driver }) => driver).join(", ");
      cli.print(`${file}: valid; gateway ${config.gatewayId}, broker ${config.uplink.url}, lines: ${lines}`);
    });
};
