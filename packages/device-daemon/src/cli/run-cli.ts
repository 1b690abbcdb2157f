import { Command, CommanderError, Option } from "commander";
import { LOG_LEVELS } from "../runtime/index.js";
import { VERSION } from "../software.js";
import { addCheck } from "./check.js";
import { type CliContext, EXIT } from "./cli-context.js";
import { addDecode } from "./decode.js";
import { addEnrol } from "./enrol.js";
import { addOutbox } from "./outbox.js";
import { addRun } from "./run.js";
import { addSimulate } from "./simulate.js";
import { addStatus } from "./status.js";
import { addTrace } from "./trace.js";

const createProgram = (cli: CliContext): Command => {
  const program = new Command("waystation-daemon")
    .description(
      "The on-site gateway of Waystation: pumps and chargers on one side, the API on the other, nothing lost between",
    )
    .version(VERSION)
    .addOption(new Option("--log-level <level>", "how much is said").choices(LOG_LEVELS))
    .showHelpAfterError("(--help says more)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.print(text.trimEnd()),
      writeErr: (text) => cli.complain(text.trimEnd()),
    });
  for (const add of [addRun, addCheck, addEnrol, addStatus, addTrace, addOutbox, addDecode, addSimulate])
    add(program, cli);
  return program;
};

/** Runs one command line (without node and script); gives the exit code. What nobody expected is one line, never a stack trace. */
export const runCli = async (argv: readonly string[], cli: CliContext): Promise<number> => {
  const program = createProgram(cli);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return cli.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const debug = program.opts<{ logLevel?: string }>().logLevel === "debug";
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    cli.complain(debug ? (stack ?? message) : `${message.split("\n")[0]} (run with --log-level debug for more)`);
    return EXIT.failed;
  }
};
