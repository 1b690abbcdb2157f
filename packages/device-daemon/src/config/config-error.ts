/** One thing that is wrong; `key` is a path such as `lines[0].port`, empty for the file as a whole. */
export interface ConfigProblem {
  readonly key: string;
  readonly reason: string;
}

/** A configuration that cannot be used. */
export interface ConfigError {
  readonly code: "config.invalid";
  readonly file: string;
  readonly problems: readonly ConfigProblem[];
}

/** `["lines", 0, "port"]` as `lines[0].port`. */
export const keyOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");

/** One line for each problem: file, key and reason. */
export const describeConfigError = ({ file, problems }: ConfigError): string =>
  problems.map(({ key, reason }) => `${file}: ${key === "" ? "" : `${key}: `}${reason}`).join("\n");
