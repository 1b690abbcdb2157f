import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { startHealthServer } from "./index.js";

const silent = pino({ level: "silent" });

describe("the health server", () => {
  it("answers live at once, and ready as soon as sales can be recorded", async () => {
    let ready = false;
    const server = await startHealthServer({ host: "127.0.0.1", port: 0 }, () => ({ ready, checks: {} }), silent);
    const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status;
    expect([await statusOf("/livez"), await statusOf("/readyz"), await statusOf("/other")]).toEqual([200, 503, 404]);
    ready = true;
    expect(await statusOf("/readyz")).toBe(200);
    await server.close();
  });

  it("does not keep the daemon from running when its port is taken", async () => {
    const first = await startHealthServer({ host: "127.0.0.1", port: 0 }, () => ({ ready: true, checks: {} }), silent);
    const port = first.port ?? 0;
    const second = await startHealthServer({ host: "127.0.0.1", port }, () => ({ ready: true, checks: {} }), silent);
    expect(second.port).toBeUndefined();
    await second.close();
    await first.close();
  });
});
