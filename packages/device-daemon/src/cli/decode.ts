import type { Command } from "commander";
import { codecs } from "../codecs/index.js";
import { decodeHelp, runDecode } from "../decode.js";
import type { CliContext } from "./cli-context.js";

/** `decode`: recorded bytes of a line, as JSON. */
export const addDecode = (program: Command, cli: CliContext): void => {
  program
    .command("decode")
    .description("read recorded bytes of a protocol")
    .argument("<protocol>", [...codecs.keys()].join(", "))
    .argument("<hex...>", "bytes as hex")
    .option("--direction <direction>", "who sent them: to-device (the controller) or from-device")
    .addHelpText("after", decodeHelp)
    .action((protocol: string, hex: readonly string[], { direction }: { direction?: string }) => {
      const { lines, exitCode, error } = runDecode(protocol, hex, { direction });
      for (const line of lines) cli.print(line);
      if (error) cli.complain(error);
      cli.exitCode = exitCode;
    });
};
