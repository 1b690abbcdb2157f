import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ConfigProblem } from "./config-error.js";
import { keyOf } from "./config-error.js";

type Environment = Readonly<Record<string, string | undefined>>;

const placeholder = /\$\{(?:file:(?<file>[^}]+)|(?<name>[A-Za-z_][A-Za-z0-9_]*))\}/g;

/**
 * Replaces `${NAME}` by an environment variable and `${file:path}` by a file's trimmed content in every string of a parsed
 * document. Problems name the key and the variable or path, never a value.
 */
export const fillPlaceholders = (
  document: unknown,
  environment: Environment,
  directory: string,
): { readonly filled: unknown; readonly problems: readonly ConfigProblem[] } => {
  const problems: ConfigProblem[] = [];
  const fillText = (text: string, path: readonly PropertyKey[]): string =>
    text.replace(placeholder, (whole, file: string | undefined, name: string | undefined) => {
      if (file) {
        try {
          return readFileSync(resolve(directory, file), "utf8").trim();
        } catch {
          problems.push({ key: keyOf(path), reason: `cannot read the file ${resolve(directory, file)}` });
          return whole;
        }
      }
      const value = environment[name ?? ""];
      if (value === undefined) problems.push({ key: keyOf(path), reason: `environment variable ${name} is not set` });
      return value ?? whole;
    });
  const fill = (value: unknown, path: readonly PropertyKey[]): unknown => {
    if (typeof value === "string") return fillText(value, path);
    if (Array.isArray(value)) return value.map((each, index) => fill(each, [...path, index]));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, [...path, key])]));
  };
  return { filled: fill(document, []), problems };
};
