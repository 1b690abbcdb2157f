import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { err, ok, type Result } from "@waystation/core/kernel";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { DriverKind } from "../drivers/driver-kind.js";
import { type ConfigError, type ConfigProblem, keyOf } from "./config-error.js";
import { type DaemonConfig, daemonConfigSchema } from "./daemon-config.js";
import { fillPlaceholders } from "./fill-placeholders.js";

export interface LoadOptions {
  readonly kinds: readonly DriverKind[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Zod's issues as problems. Their messages name types and permitted values, never what stood in the file. */
const problemsOf = (issues: readonly z.core.$ZodIssue[], kinds: readonly DriverKind[]): ConfigProblem[] =>
  issues.flatMap((issue): ConfigProblem[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ key: keyOf([...issue.path, key]), reason: "unknown key" }));
    }
    if (issue.code === "invalid_union" && issue.path.at(-1) === "driver") {
      return [{ key: keyOf(issue.path), reason: `must be one of ${kinds.map(({ name }) => name).join(", ")}` }];
    }
    const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
    return [{ key: keyOf(issue.path), reason: missing ? `missing: expected ${issue.expected}` : issue.message }];
  });

const withAbsolutePaths = (config: DaemonConfig, directory: string): DaemonConfig => {
  const { tls } = config.uplink;
  const files = Object.entries(tls ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, key === "serverName" ? value : resolve(directory, value)]],
  );
  return {
    ...config,
    dataDirectory: resolve(directory, config.dataDirectory),
    uplink: tls ? { ...config.uplink, tls: Object.fromEntries(files) } : config.uplink,
  };
};

/** Checks the text of a configuration that stands at `file`; relative paths in it are relative to that file. */
export const parseConfig = (text: string, file: string, options: LoadOptions): Result<DaemonConfig, ConfigError> => {
  const invalid = (problems: readonly ConfigProblem[]) => err({ code: "config.invalid" as const, file, problems });
  const lines = new LineCounter();
  // Pretty errors would quote the source, which may hold a secret.
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
  if (document.errors.length > 0) {
    return invalid(
      document.errors.map(({ pos, message }) => {
        const { line, col } = lines.linePos(pos[0]);
        return { key: "", reason: `line ${line}, column ${col}: ${message}` };
      }),
    );
  }
  const directory = dirname(resolve(file));
  const { filled, problems } = fillPlaceholders(document.toJS(), options.environment, directory);
  if (problems.length > 0) return invalid(problems);
  const parsed = daemonConfigSchema(options.kinds).safeParse(filled);
  if (!parsed.success) return invalid(problemsOf(parsed.error.issues, options.kinds));
  return ok(withAbsolutePaths(parsed.data as DaemonConfig, directory));
};

/** Reads and checks a configuration file. */
export const loadConfig = (file: string, options: LoadOptions): Result<DaemonConfig, ConfigError> => {
  try {
    return parseConfig(readFileSync(file, "utf8"), file, options);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const reason = code === "ENOENT" ? "no such file" : error instanceof Error ? error.message : String(error);
    return err({ code: "config.invalid", file, problems: [{ key: "", reason }] });
  }
};
