import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { err, ok, type Result } from "@waystation/core/kernel";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
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

/** The YAML as data, placeholders not filled yet. */
const parseYaml = (text: string, file: string): Result<unknown, ConfigError> => {
  const lines = new LineCounter();
  // Pretty errors would quote the source, which may hold a secret.
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
  if (document.errors.length === 0) return ok(document.toJS());
  const problems = document.errors.map(({ pos, message }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { key: "", reason: `line ${line}, column ${col}: ${message}` };
  });
  return err({ code: "config.invalid", file, problems });
};

/** Checks the text of a configuration that stands at `file`; relative paths in it are relative to that file. */
export const parseConfig = (text: string, file: string, options: LoadOptions): Result<DaemonConfig, ConfigError> => {
  const invalid = (problems: readonly ConfigProblem[]) => err({ code: "config.invalid" as const, file, problems });
  const document = parseYaml(text, file);
  if (!document.ok) return document;
  const directory = dirname(resolve(file));
  const { filled, problems } = fillPlaceholders(document.value, options.environment, directory);
  if (problems.length > 0) return invalid(problems);
  const parsed = daemonConfigSchema(options.kinds).safeParse(filled);
  if (!parsed.success) return invalid(problemsOf(parsed.error.issues, options.kinds));
  return ok(withAbsolutePaths(parsed.data as DaemonConfig, directory));
};

const readText = (file: string): Result<string, ConfigError> => {
  try {
    return ok(readFileSync(file, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const reason = code === "ENOENT" ? "no such file" : error instanceof Error ? error.message : String(error);
    return err({ code: "config.invalid", file, problems: [{ key: "", reason }] });
  }
};

/** Reads and checks a configuration file. */
export const loadConfig = (file: string, options: LoadOptions): Result<DaemonConfig, ConfigError> => {
  const text = readText(file);
  return text.ok ? parseConfig(text.value, file, options) : text;
};

/**
 * The absolute data directory of a configuration, and nothing else of it: who looks into the store of a running daemon need not have
 * its secrets.
 */
export const loadDataDirectory = (
  file: string,
  environment: LoadOptions["environment"],
): Result<string, ConfigError> => {
  const text = readText(file);
  if (!text.ok) return text;
  const document = parseYaml(text.value, file);
  if (!document.ok) return document;
  const directory = dirname(resolve(file));
  const named = z.object({ dataDirectory: z.unknown() }).safeParse(document.value).data?.dataDirectory;
  const { filled, problems } = fillPlaceholders({ dataDirectory: named }, environment, directory);
  const wanted = z.object({ dataDirectory: z.string().min(1) }).safeParse(filled);
  if (problems.length === 0 && wanted.success) return ok(resolve(directory, wanted.data.dataDirectory));
  return err({
    code: "config.invalid",
    file,
    problems: problems.length > 0 ? problems : [{ key: "dataDirectory", reason: "missing: expected string" }],
  });
};
