import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Two serial devices that are wired to each other. */
export interface PtyPair {
  readonly near: string;
  readonly far: string;
  /** Unplugs both. */
  close(): Promise<void>;
}

/** Is socat installed? In CI its absence is a failure, elsewhere tests are skipped and say so. */
export const hasPtys = (): boolean => {
  const isThere = spawnSync("socat", ["-V"]).status === 0;
  if (!isThere && process.env.CI) throw new Error("socat is not installed: the serial tests cannot run");
  if (!isThere) console.warn("socat is not installed: serial tests are SKIPPED");
  return isThere;
};

/** Makes a pair with socat; resolves when both devices are there. */
export const openPtyPair = async (): Promise<PtyPair> => {
  const name = join(tmpdir(), `waystation-${randomUUID().slice(0, 8)}`);
  const ends = [`${name}-near`, `${name}-far`] as const;
  const socat = spawn("socat", ["-d", "-d", ...ends.map((link) => `pty,raw,echo=0,link=${link}`)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  for await (const chunk of socat.stderr) {
    said += chunk;
    if (said.includes("starting data transfer loop")) break;
  }
  return {
    near: ends[0],
    far: ends[1],
    close: async () => {
      if (socat.exitCode !== null || socat.signalCode !== null) return;
      const exited = once(socat, "exit");
      socat.kill();
      await exited;
    },
  };
};
