import { type Logger, pino } from "pino";

/** How much the daemon says. */
export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

interface LogLine {
  readonly level: string;
  readonly msg?: string;
  readonly line?: string;
}

/** One readable line for a person at a terminal; services get JSON. */
const asText = (json: string): string => {
  const { level, msg, line, ...data } = JSON.parse(json) as LogLine & Record<string, unknown>;
  const details = Object.entries(data)
    .filter(([name]) => name !== "time")
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  return [`${level.padEnd(5)}${line ? ` [${line}]` : ""} ${msg ?? ""}`, ...details].join("  ");
};

/** A structured log on standard error: JSON lines, or text when `format` says so (standard output stays free for answers). */
export const createLog = (
  level: LogLevel,
  format: "json" | "text",
  write: (text: string) => void = (text) => process.stderr.write(text),
): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (json) => write(format === "json" ? json : `${asText(json)}\n`) },
  );
