// @ts-check
import { parseArgs } from "node:util";

/**
 * The options of the command line. What is wrong with them is one line, and exit code 2.
 * @template {Record<string, { type: "string" | "boolean", default?: string | boolean }>} Options
 * @param {string} command @param {Options} options
 */
export const readOptions = (command, options) => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(command, error instanceof Error ? String(error.message.split(/[.\n]/)[0]) : String(error));
  }
};

/** A TCP port, 0 for any free one. @param {string} command @param {string} option @param {string} text */
export const readPort = (command, option, text) =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535
    ? Number(text)
    : refuse(command, `--${option} ${text} is not a port from 0 to 65535`);

/** @param {string} command @param {string} reason @returns {never} */
const refuse = (command, reason) => {
  process.stderr.write(`${command}: ${reason}; --help says more\n`);
  process.exit(2);
};
