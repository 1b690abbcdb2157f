import { createInterface } from "node:readline";
import type { Command } from "commander";
import { z } from "zod";
import {
  OCPP_CONTROL_HELP,
  type SimulatorIo,
  simulateOcpp,
  simulateOcppOptions,
  simulateWayneDart,
  simulateWayneDartOptions,
  WAYNE_DART_CONTROL_HELP,
} from "../simulators/index.js";
import type { CliContext } from "./cli-context.js";

interface Simulator {
  readonly name: string;
  readonly description: string;
  readonly help: string;
  readonly options: z.ZodObject;
  run(options: Record<string, unknown>, io: SimulatorIo): Promise<number>;
}

const simulators: readonly Simulator[] = [
  {
    name: "wayne-dart",
    description: "fake pumps on a serial or TCP line",
    help: WAYNE_DART_CONTROL_HELP,
    options: simulateWayneDartOptions,
    run: (options, io) => simulateWayneDart(options as Parameters<typeof simulateWayneDart>[0], io),
  },
  {
    name: "ocpp",
    description: "a fake charger that connects to a central system over WebSocket",
    help: OCPP_CONTROL_HELP,
    options: simulateOcppOptions,
    run: (options, io) => simulateOcpp(options as Parameters<typeof simulateOcpp>[0], io),
  },
];

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** One command-line option for each key of a simulator's schema; what they may hold is for the schema to say. */
const addOptions = (command: Command, schema: z.ZodObject): void => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  for (const [name, property] of Object.entries(properties)) {
    if (typeof property === "boolean") continue;
    const many = property.type === "array";
    const defaults = [property.default].flat().join(" ");
    const shown = defaults === "" ? "" : ` (default: ${defaults})`;
    const description = `${property.description ?? ""}${shown}`.trim();
    const flags =
      property.type === "boolean" ? `--${kebab(name)}` : `--${kebab(name)} <${many ? `${name}...` : "value"}>`;
    if (required.includes(name)) command.requiredOption(flags, description);
    else command.option(flags, description);
  }
};

/** `simulate`: fake hardware as a process of its own, driven by lines on standard input. */
export const addSimulate = (program: Command, cli: CliContext): void => {
  const simulate = program.command("simulate").description("fake hardware, to try a station without any");
  for (const { name, description, help, options, run } of simulators) {
    const command = simulate.command(name).description(description).addHelpText("after", `\n${help}`);
    addOptions(command, options);
    command.action(async (given: Record<string, unknown>) => {
      const lines = createInterface({ input: cli.input });
      cli.exitCode = await run(given, { lines, print: cli.print, signal: cli.signal });
      lines.close();
    });
  }
};
