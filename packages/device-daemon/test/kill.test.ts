import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { FakeApi } from "./fake-api.js";
import { freshDirectory, runDaemon } from "./run-daemon.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const program = fileURLToPath(new URL("./daemon-process.ts", import.meta.url));

const kills = Number(process.env.WAYSTATION_KILLS ?? 2);

/** A port where nobody listens. */
const NOBODY = 9;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Runs a daemon as a child and kills it (SIGKILL) at the first line that `isEnd` accepts; gives all lines. */
const runUntil = async (task: object, isEnd: (line: string) => boolean): Promise<string[]> => {
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(task)], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const gone = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (isEnd(line)) child.kill("SIGKILL");
  }
  await gone;
  return lines;
};

describe("a daemon that is killed", () => {
  it("again and again, offline and online, loses no sale, sends none under two numbers, and keeps their order", async () => {
    const directory = freshDirectory();
    const api = await FakeApi.start();
    const total = 10_000;
    const said: string[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      let lines = 0;
      const port = kill === 0 ? NOBODY : api.port;
      const isEnd = () => ++lines === 60 + 37 * (kill % 7);
      said.push(...(await runUntil({ port, directory, sales: total }, isEnd)).filter((line) => line !== "running"));
    }
    const running = await runDaemon({ port: api.port, directory });
    const next = (await running.driver.host.journal.get<number>("next")) ?? 0;
    await api.until(() => api.accepted.size >= next);
    // What was said to be recorded is there; so is the one under way at each kill, once, or it was never begun.
    expect(said.length).toBeGreaterThanOrEqual(50 * kills);
    expect(next).toBeGreaterThanOrEqual(said.length);
    expect(said.filter((line) => !api.sales.includes(line.slice("recorded ".length)))).toEqual([]);
    expect(api.sales).toEqual(Array.from({ length: next }, (_, index) => `sale-${index}`));
    await running.daemon.stop();
    await api.stop();
  }, 600_000);

  it("answers a command that it was carrying out as interrupted, and does not repeat it", async () => {
    const api = await FakeApi.start();
    const directory = freshDirectory();
    const command = {
      v: 1,
      commandId: "command-1",
      correlationId: "order-1",
      issuedAt: Date.now(),
      expiresAt: Date.now() + 60_000,
      command: { type: "pump.cancel", pumpId: "pump-1", authorisationId: "a-1" },
    };
    void api.until(() => api.statuses.some(({ online }) => online)).then(() => api.send("commands", command));
    await runUntil({ port: api.port, directory, sales: 0 }, (line) => line === "executing command-1");

    let executed = 0;
    const behaviour = {
      execute: async () => {
        executed += 1;
        return { status: "done" as const, data: {} };
      },
    };
    const running = await runDaemon({ port: api.port, directory, behaviour });
    await api.until(() => api.replies.length === 1);
    api.send("commands", command);
    await api.until(() => api.replies.length === 2);
    expect(api.replies.map(({ commandId, outcome }) => [commandId, outcome])).toEqual(
      Array(2).fill(["command-1", expect.objectContaining({ code: "command.interrupted" })]),
    );
    expect(executed).toBe(0);
    await running.daemon.stop();
    await api.stop();
  });
});
