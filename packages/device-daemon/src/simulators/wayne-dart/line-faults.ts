import type { Timers } from "../../drivers/driver.js";

/** Faults of a line, switched on and off while it runs. */
export interface LineFaults {
  /** Share of answers that never arrive, 0..1. */
  lostAnswers: number;
  /** Share of answers with a flipped bit, 0..1. */
  badChecksum: number;
  /** Share of answers with rubbish before them, 0..1. */
  noise: number;
  /** Every answer is this much late. */
  slowMs: number;
  /** The pump is dead: it hears nothing. */
  isSilent: boolean;
}

/** A line without faults. */
export const noFaults = (): LineFaults => ({ lostAnswers: 0, badChecksum: 0, noise: 0, slowMs: 0, isSilent: false });

/** The road that answers take: the faults happen here, in code, since a pseudo-terminal knows none. */
export const createFaultyRoad = (
  faults: LineFaults,
  timers: Timers,
  random: () => number,
  send: (bytes: Uint8Array) => void,
): ((bytes: Uint8Array) => void) => {
  const rubbish = (): Uint8Array =>
    Uint8Array.from({ length: 1 + Math.floor(random() * 8) }, () => Math.floor(random() * 256));
  const flipped = (bytes: Uint8Array): Uint8Array => {
    const at = Math.floor(random() * (bytes.length - 1));
    return bytes.map((byte, index) => (index === at ? byte ^ (1 << Math.floor(random() * 8)) : byte));
  };
  return (bytes) => {
    if (random() < faults.lostAnswers) return;
    const sent = bytes.length > 3 && random() < faults.badChecksum ? flipped(bytes) : bytes;
    const whole = random() < faults.noise ? Uint8Array.of(...rubbish(), ...sent) : sent;
    if (faults.slowMs > 0) timers.after(faults.slowMs, () => send(whole));
    else send(whole);
  };
};
