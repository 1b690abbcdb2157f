import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { formatHex, parseHex } from "../../codecs/index.js";
import { type SimulateWayneDartOptions, simulateWayneDart } from "./simulate.js";

type Line = Readonly<Record<string, unknown>>;

/** The simulator as a process would run it: control lines in, JSON lines out. */
const start = (options: SimulateWayneDartOptions) => {
  const printed: Line[] = [];
  const watchers = new Set<() => void>();
  const pending: string[] = [];
  let wake = () => {};
  const lines = (async function* () {
    for (;;) {
      const next = pending.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else yield next;
    }
  })();
  const exit = simulateWayneDart(options, {
    lines,
    signal: new AbortController().signal,
    random: () => 0.5,
    print: (line) => {
      printed.push(JSON.parse(line));
      for (const watcher of [...watchers]) watcher();
    },
  });
  const event = (name: string): Promise<Line> =>
    new Promise((resolve) => {
      const watcher = () => {
        const at = printed.findIndex((line) => line.event === name);
        if (at < 0) return;
        watchers.delete(watcher);
        resolve(printed.splice(at, 1)[0] ?? {});
      };
      watchers.add(watcher);
      watcher();
    });
  const type = (line: string) => {
    pending.push(line);
    wake();
  };
  return { exit, event, type, printed };
};

const exchange = (socket: Socket, hex: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const bytes = parseHex(hex);
    if (!bytes.ok) return reject(new Error(hex));
    socket.once("data", (answer) => resolve(formatHex(answer)));
    socket.write(bytes.value);
  });

describe("the fake pump as a process", () => {
  it("answers a controller frame by frame as in the published fill", async () => {
    const { exit, event, type } = start({
      port: "tcp-listen://127.0.0.1:0",
      volumeDecimals: 3,
      flowLPerMin: 12_000,
    });
    const { port } = await event("listening");
    const url = new URL(String(port));
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    expect(await exchange(socket, "50 30 05 03 00 81 23 B8 38 03 FA")).toBe("50 C0 FA");
    expect(await exchange(socket, "50 30 05 03 00 81 23 B8 38 03 FA")).toBe("50 C0 FA");
    await event("price");
    expect(await exchange(socket, "50 31 02 01 01 AF 60 03 FA")).toBe("50 C1 FA");
    expect(await exchange(socket, "50 20 FA")).toMatch(/^50 30 01 01 01 03 04 00 81 23 01 /);
    expect(await exchange(socket, "50 20 FA")).toMatch(/^50 30 01 01 01 03 04 00 81 23 01 /);
    expect(await exchange(socket, "50 E0 FA")).toBe("50 70 FA");
    type("lift 1");
    await event("nozzle-lifted");
    expect(await exchange(socket, "50 20 FA")).toMatch(/^50 31 03 04 00 81 23 11 /);
    expect(await exchange(socket, "50 38 03 04 00 01 00 00 1C CC 03 FA")).toBe("50 C8 FA");
    expect(await exchange(socket, "50 39 01 01 06 1C C2 03 FA")).toBe("50 C9 FA");
    expect(await event("limit-reached")).toMatchObject({ volume: 10_000, amount: 81_230 });
    type("hang-up");
    expect(await event("completed")).toMatchObject({ volume: 10_000, amount: 81_230 });
    expect(await exchange(socket, "50 3D 65 01 01 1D EF 03 FA")).toBe("50 CD FA");
    expect(await exchange(socket, "50 39 01 01 06 1C C3 03 FA")).toBe("50 59 FA");
    socket.destroy();
    type("quit");
    expect(await exit).toBe(0);
  });

  it("obeys and explains its control lines", async () => {
    const { exit, event, type } = start({ port: "tcp-listen://127.0.0.1:0", price: "8.05" });
    await event("listening");
    type("fault lost-answers 0.1");
    expect(await event("control")).toMatchObject({ lostAnswers: 0.1 });
    type("fault lost-answers 7");
    expect(await event("error")).toMatchObject({ message: expect.stringContaining("SHARE") });
    type("dance");
    expect(await event("error")).toMatchObject({ message: expect.stringContaining("unknown command") });
    type("status");
    expect(await event("control")).toMatchObject({ status: "reset", prices: [805] });
    type("power-cut 0");
    expect(await event("not-programmed")).toMatchObject({ address: 80 });
    type("quit");
    expect(await exit).toBe(0);
  });

  it("refuses options and ports that cannot be used with exit code 2", async () => {
    for (const options of [
      { port: "tcp-listen://127.0.0.1:0", price: "8.055" },
      { port: "/dev/waystation-none" },
      { port: "udp://127.0.0.1:1" },
      { port: "tcp-listen://127.0.0.1:0", flowLPerMin: -1 },
    ]) {
      const { exit, event } = start(options);
      expect(await exit).toBe(2);
      expect(await event("error")).toMatchObject({ message: expect.any(String) });
    }
  });
});
