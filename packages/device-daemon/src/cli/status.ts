import type { Command } from "commander";
import { type CliContext, withStore } from "./cli-context.js";

/** `status`: how the outbox stands. */
export const addStatus = (program: Command, cli: CliContext): void => {
  program
    .command("status")
    .description("what waits for the API: epoch, pending events, the oldest of them, dead letters")
    .requiredOption("--config <file>", "YAML configuration")
    .option("--json", "one JSON object")
    .action(({ config, json }: { config: string; json?: boolean }) =>
      withStore(config, cli, async ({ outbox }) => {
        const status = await outbox.status();
        if (json) return cli.print(JSON.stringify(status));
        const { oldestPending: oldest } = status;
        cli.print(`epoch         ${status.epoch}`);
        cli.print(`last event    ${status.lastSeq}`);
        cli.print(`pending       ${status.pending}`);
        cli.print(`oldest        ${oldest ? `${oldest.seq}, ${new Date(oldest.occurredAt).toISOString()}` : "–"}`);
        cli.print(`dead letters  ${status.deadLetters}`);
      }),
    );
};
