import type { FrameEvidence } from "@waystation/core/devices";

const FIRST = 60;
const LAST = 120;

/** Data frames of a running fill: the first and the last of them, never more than the contract allows. */
export interface FillEvidence {
  clear(): void;
  add(frame: FrameEvidence): void;
  all(): FrameEvidence[];
}

/** An empty collection. */
export const createFillEvidence = (): FillEvidence => {
  let first: FrameEvidence[] = [];
  let last: FrameEvidence[] = [];
  return {
    clear() {
      first = [];
      last = [];
    },
    add(frame) {
      if (first.length < FIRST) first.push(frame);
      else last.push(frame);
      if (last.length > LAST) last.shift();
    },
    all: () => [...first, ...last],
  };
};
