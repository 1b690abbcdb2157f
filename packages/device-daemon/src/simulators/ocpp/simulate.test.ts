import { describe, expect, it } from "vitest";
import { simulateOcpp } from "./simulate.js";

const run = async (lines: readonly string[], options: object = {}) => {
  const printed: Record<string, unknown>[] = [];
  const code = await simulateOcpp(
    { url: "ws://127.0.0.1:9/ocpp", identity: "c", ...options },
    {
      lines: (async function* () {
        yield* lines;
      })(),
      print: (line) => printed.push(JSON.parse(line)),
      signal: new AbortController().signal,
      clock: { now: () => Date.parse("2026-11-20T02:00:00Z") },
      timers: { after: () => () => {}, elapsedMs: () => 0 },
    },
  );
  return { code, printed };
};

describe("a simulated charger driven by lines", () => {
  it("does what the lines say, offline too, and prints what happens", async () => {
    const { code, printed } = await run(["plug 1", "", "start 1 TAG", "status", "fault 1 GroundFailure", "quit"]);
    expect(code).toBe(0);
    const said = printed.filter(({ event }) => event !== "control").map(({ event, status }) => status ?? event);
    expect(said).toEqual(["Preparing", "transaction-started", "Charging", "transaction-stopped", "Faulted"]);
    expect(printed.find(({ command }) => command === "status")).toMatchObject({
      online: false,
      waitingMessages: 1,
      connectors: [{ connector: 1, status: "Charging", registerWh: 0, transactionId: null }],
    });
  });

  it.each(["fly", "plug 2", "plug", "start 1", "fault 1 Rust", "misbehave politely", "misbehave slow-answers soon"])(
    "says what is wrong with %j and goes on",
    async (line) => {
      const { code, printed } = await run([line, "plug 1", "quit"]);
      expect(code).toBe(0);
      expect(printed[0]).toMatchObject({ event: "error", message: expect.stringMatching(/\w/) });
      expect(printed).toContainEqual({ event: "control", command: "plug 1" });
    },
  );

  it.each([
    { url: "http://127.0.0.1" },
    { connectors: 0 },
    { powerKw: "much" },
    { misbehave: ["badly"] },
    { colour: 1 },
  ])("ends with 2 for %j", async (options) => {
    const { code, printed } = await run([], options);
    expect(code).toBe(2);
    expect(printed).toMatchObject([{ event: "error" }]);
  });
});
