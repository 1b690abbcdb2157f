import type { Edge, Machine, MachineTypes } from "./machine.js";

/** Mermaid reads a dash in an identifier as the beginning of an arrow. */
const identifier = (state: string): string => state.replaceAll("-", "_");

/** The machine as a Mermaid `stateDiagram-v2`. An edge shows its event, `?` where a guard decides, and who may take it. */
export const toMermaid = <M extends MachineTypes>(machine: Machine<M>): string => {
  const states = Object.entries<Record<string, Edge<M>>>(machine.states as never);
  const names = states.filter(([state]) => state.includes("-"));
  const arrows = states.flatMap(([from, edges]) =>
    Object.entries(edges).map(([event, { to, actors, guard }]) => {
      const who = actors === undefined ? "" : ` (${actors.join(", ")})`;
      return `  ${identifier(from)} --> ${identifier(to)}: ${event}${guard === undefined ? "" : "?"}${who}`;
    }),
  );
  return [
    "stateDiagram-v2",
    ...names.map(([state]) => `  state "${state}" as ${identifier(state)}`),
    `  [*] --> ${identifier(machine.initial)}`,
    ...arrows,
    ...machine.final.map((state) => `  ${identifier(state)} --> [*]`),
    "",
  ].join("\n");
};
