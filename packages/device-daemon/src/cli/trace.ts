import type { Command } from "commander";
import { describeEntry, traceOf } from "../trace/index.js";
import { type CliContext, EXIT, withStore } from "./cli-context.js";

/** `trace`: one sale from the command to the acknowledgement. */
export const addTrace = (program: Command, cli: CliContext): void => {
  program
    .command("trace")
    .description("everything remembered of one sale or charge, in order: commands, frames, events, acknowledgements")
    .argument("<id>", "correlation id, or the number of an order, sale, authorisation, transaction or command")
    .requiredOption("--config <file>", "YAML configuration")
    .option("--json", "one JSON object: id and entries")
    .action((id: string, { config, json }: { config: string; json?: boolean }) =>
      withStore(config, cli, async ({ reader }) => {
        const entries = await traceOf(reader, id);
        if (json) cli.print(JSON.stringify({ id, entries }));
        else for (const entry of entries) cli.print(describeEntry(entry));
        if (entries.length > 0) return;
        cli.complain(`nothing is remembered of ${id}`);
        cli.exitCode = EXIT.failed;
      }),
    );
};
