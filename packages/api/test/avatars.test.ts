import { readdirSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenStation, openStation } from "./station/open-station.js";

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A picture of one pixel. */
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])),
  chunk("IDAT", deflateSync(Buffer.from([0, 255, 0, 0]))),
  chunk("IEND", Buffer.alloc(0)),
]);

let station: OpenStation;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station.close());

describe("a user's picture", () => {
  const upload = async (username: string) => {
    const form = new FormData();
    form.append("file", new File([png], "me.png", { type: "image/png" }));
    return (await station.signIn(username)).request("/users/current/avatar", { method: "POST", body: form });
  };
  const kept = () => readdirSync(join(station.dataDirectory, "files", "avatars", "tenant-1"));

  it("lies in its tenant's folder under a name that nobody chose, the newest only", async () => {
    expect((await upload("cashier001")).status).toBe(200);
    const [first] = kept();
    expect(first).toMatch(/^[0-9a-f-]{36}\.png$/);
    expect((await upload("cashier001")).status).toBe(200);
    expect(kept()).toHaveLength(1);
    expect(kept()).not.toContain(first);
  });

  it("is shown to its owner and hidden from others", async () => {
    const owner = await station.signIn("cashier001");
    const own = await fetch(`${owner.base}/users/10/avatar`, { headers: { authorization: `Bearer ${owner.token}` } });
    expect(own.status).toBe(200);
    expect(own.headers.get("content-type")).toBe("image/png");
    const stranger = await station.signIn("user001");
    expect((await stranger.request("/users/10/avatar")).status).toBeGreaterThanOrEqual(403);
  });
});
