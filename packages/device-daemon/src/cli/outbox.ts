import { deviceEventBody } from "@waystation/core/devices";
import type { Command } from "commander";
import { type CliContext, EXIT, withStore } from "./cli-context.js";

/** `outbox list | retry`: what the API would not take. */
export const addOutbox = (program: Command, cli: CliContext): void => {
  const outbox = program.command("outbox").description("dead letters: events that the API quarantined");
  outbox
    .command("list")
    .description("list them")
    .requiredOption("--config <file>", "YAML configuration")
    .option("--json", "one JSON object a line, with the event's body")
    .action(({ config, json }: { config: string; json?: boolean }) =>
      withStore(config, cli, async (store) => {
        for (const letter of await store.outbox.deadLetters()) {
          const { id, seq, at, reason, correlationId, body } = letter;
          const line = `${id}  ${new Date(at).toISOString()}  event ${seq ?? "–"}  ${body.type}  ${correlationId}  ${reason}`;
          cli.print(json ? JSON.stringify(letter) : line);
        }
      }),
    );
  outbox
    .command("retry")
    .description("send them again under new numbers; a running daemon does so within seconds")
    .argument("[id...]", "ids as listed; without: all")
    .requiredOption("--config <file>", "YAML configuration")
    .action((ids: readonly string[], { config }: { config: string }) =>
      withStore(config, cli, async (store) => {
        const letters = new Map((await store.outbox.deadLetters()).map((letter) => [letter.id, letter]));
        const refuse = (reason: string) => {
          cli.complain(reason);
          cli.exitCode = EXIT.failed;
        };
        for (const id of ids.length > 0 ? ids.map(Number) : letters.keys()) {
          const wrong = deviceEventBody.safeParse(letters.get(id)?.body).error?.issues[0];
          if (!letters.has(id)) refuse(`there is no dead letter ${id}`);
          else if (wrong) refuse(`dead letter ${id} breaks the contract: ${wrong.path.join(".")}: ${wrong.message}`);
          else {
            const retried = await store.outbox.retry(id);
            if (retried.ok) cli.print(`dead letter ${id} is event ${retried.value} now`);
          }
        }
      }),
    );
};
