import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { FakeApi } from "./fake-api.js";
import { freshDirectory, runDaemon } from "./run-daemon.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const program = fileURLToPath(new URL("./daemon-process.ts", import.meta.url));

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
  it("loses nothing between record and publish, and sends it once after the restart", async () => {
    const directory = freshDirectory();
    const sales = Array.from({ length: 500 }, (_, index) => `sale-${index}`);
    const lines = await runUntil({ port: NOBODY, directory, sales }, (line) => line === "recorded sale-99");
    const recorded = lines.filter((line) => line.startsWith("recorded")).map((line) => line.slice("recorded ".length));
    expect(recorded.length).toBeGreaterThanOrEqual(100);

    const api = await FakeApi.start();
    const running = await runDaemon({ port: api.port, directory });
    await api.until(() => recorded.every((saleId) => api.sales.includes(saleId)));
    // The one under way when the process died may be stored too; nothing is there twice or out of order.
    expect([recorded.length, recorded.length + 1]).toContain(api.accepted.size);
    expect(api.sales).toEqual(sales.slice(0, api.accepted.size));
    // The journal belongs to the same transaction.
    expect(await running.driver.host.journal.get("last")).toBe(api.sales.at(-1));
    await running.daemon.stop();
    await api.stop();
  });

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
    await runUntil({ port: api.port, directory, sales: [] }, (line) => line === "executing command-1");

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
