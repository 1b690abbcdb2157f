import type { Machine, MachineTypes } from "./machine.js";

/** What is wrong with a machine; both lists are empty for a sound one. */
export interface MachineCheck<M extends MachineTypes> {
  /** No path leads here from the initial state. */
  readonly unreachable: readonly M["state"][];
  /** No path leads from here to a final state: a subject would be stuck. */
  readonly dead: readonly M["state"][];
}

/** Finds unreachable and dead states. Guards and actors are taken as passable: it judges the table. */
export const checkMachine = <M extends MachineTypes>(machine: Machine<M>): MachineCheck<M> => {
  const states = Object.keys(machine.states) as M["state"][];
  const arrows = states.flatMap((from) =>
    Object.values<{ to: M["state"] }>(machine.states[from] as never).map(({ to }) => ({ from, to })),
  );
  const reversed = arrows.map(({ from, to }) => ({ from: to, to: from }));
  const alive = reach([machine.initial], arrows);
  const ending = reach(machine.final, reversed);
  return {
    unreachable: states.filter((state) => !alive.has(state)),
    dead: states.filter((state) => !ending.has(state)),
  };
};

const reach = <S extends string>(starts: readonly S[], arrows: readonly { from: S; to: S }[]): ReadonlySet<S> => {
  const seen = new Set<S>(starts);
  // A set visits what is added while it is iterated: this is the whole breadth-first search.
  for (const state of seen) {
    for (const { from, to } of arrows) if (from === state) seen.add(to);
  }
  return seen;
};
