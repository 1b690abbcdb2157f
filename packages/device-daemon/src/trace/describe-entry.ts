import type { TraceEntry } from "./trace-of.js";

const describe = (entry: TraceEntry): string => {
  switch (entry.kind) {
    case "command":
      return `${entry.commandId}  ${JSON.stringify(entry.command)}`;
    case "reply":
      return `${entry.commandId}  ${JSON.stringify(entry.outcome)}`;
    case "frame": {
      const arrow = entry.direction === "to-device" ? "→" : "←";
      const meaning = entry.meaning === null ? "" : `  ${JSON.stringify(entry.meaning)}`;
      return `${arrow} ${entry.equipmentId}  ${entry.frame}${meaning}`;
    }
    case "event": {
      const { type, ...body } = entry.body;
      const shown = "evidence" in body ? { ...body, evidence: `${body.evidence.length} frames` } : body;
      return `${entry.epoch}/${entry.seq}  ${type}  ${JSON.stringify(shown)}`;
    }
    case "acknowledged":
      return `${entry.epoch}/${entry.seq}  committed by the API`;
    case "dead-letter":
      return `${entry.id}  event ${entry.seq ?? "–"}: ${entry.reason}`;
  }
};

/** One line for a person: time, kind, and what happened. */
export const describeEntry = (entry: TraceEntry): string =>
  `${new Date(entry.at).toISOString()}  ${entry.kind.padEnd(12)}  ${describe(entry)}`;
