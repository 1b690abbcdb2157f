#!/usr/bin/env node
import { runCli } from "./cli/run-cli.js";

const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => ending.abort());
// A reader that left (`| head`) is no error of ours.
process.stdout.on("error", () => process.exit());

const fail = (error: unknown): void => {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const said = process.argv.includes("debug")
    ? stack
    : `${message.split("\n")[0]} (run with --log-level debug for more)`;
  process.stderr.write(`${said}\n`);
  process.exit(1);
};
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

void runCli(process.argv.slice(2), {
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  input: process.stdin,
  environment: process.env,
  signal: ending.signal,
  exitCode: 0,
}).then((code) => {
  process.exitCode = code;
  // Standard input may still be open (a simulator's control lines); what was printed must get out first.
  process.stdin.destroy();
});
