import { resolve } from "node:path";
import type { Command } from "commander";
import { ConfigError, loadConfig } from "../config.js";
import { BackupError, backUp, restore } from "../storage/backup.js";
import type { CliVoice } from "./gateways.js";

const DATA_OPTION = ["--data-directory <path>", "folder of the database (default .waystation)"] as const;

/** `backup` and `restore`: the database as one file, examined on both ways. */
export const addBackup = (program: Command, { say, failed }: CliVoice): void => {
  const run = async (work: () => Promise<{ orders: number; entries: number }>, done: string): Promise<void> => {
    try {
      const { orders, entries } = await work();
      say(`${done}: ${orders} fuel orders, ${entries} ledger entries, the books balance`);
    } catch (error) {
      failed(error instanceof BackupError ? new ConfigError(error.message) : error);
    }
  };
  program
    .command("backup <file>")
    .description("Write a consistent copy of the database to a new file, also while the API runs")
    .option(...DATA_OPTION)
    .action((file: string, options) => {
      const target = resolve(file);
      return run(() => backUp(loadConfig(process.env, options).dataDirectory, target), `backed up to ${target}`);
    });
  program
    .command("restore <file>")
    .description("Put a backup in the place of the database; the API must be stopped, what was there is kept beside it")
    .option(...DATA_OPTION)
    .action((file: string, options) => {
      const from = resolve(file);
      return run(() => restore(loadConfig(process.env, options).dataDirectory, from), `restored from ${from}`);
    });
};
