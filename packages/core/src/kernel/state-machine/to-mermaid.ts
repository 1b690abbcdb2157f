import type { Edge, Machine, MachineTypes } from "./machine.js";

/** The machine as a Mermaid `stateDiagram-v2`. An edge shows its event, who may take it, and `?` where a guard decides. */
export const toMermaid = <M extends MachineTypes>(machine: Machine<M>): string => {
  const lines = ["stateDiagram-v2", `  [*] --> ${machine.initial}`];
  for (const [from, edges] of Object.entries<Record<string, Edge<M>>>(machine.states as never)) {
    for (const [event, { to, actors, guard }] of Object.entries(edges)) {
      const who = actors === undefined ? "" : ` (${actors.join(", ")})`;
      lines.push(`  ${from} --> ${to}: ${event}${guard === undefined ? "" : "?"}${who}`);
    }
  }
  return [...lines, ...machine.final.map((state) => `  ${state} --> [*]`), ""].join("\n");
};
