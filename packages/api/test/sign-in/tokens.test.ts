import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rotateKeys } from "../../src/services/tokens/index.js";
import type { ApiClient } from "../station/api-client.js";
import { handClock } from "../station/hand-clock.js";
import { type OpenStation, openStation } from "../station/open-station.js";
import { gatherLoot, isTaken, probePath } from "./loot.js";
import { type Loot, tokenAttacks } from "./token-attacks.js";

const clock = handClock();
let station: OpenStation;
let loot: Record<"fuel" | "charging", Loot>;

beforeAll(async () => {
  station = await openStation({ parts: { clock } });
  loot = await gatherLoot(station, clock.now());
});
afterAll(() => station.close());

const clientOf = (system: "fuel" | "charging"): ApiClient => station[system];

describe.each(["fuel", "charging"] as const)("an access token of %s", (system) => {
  it("is taken, also a second time", async () => {
    for (const _ of [1, 2]) {
      expect(await isTaken(system, clientOf(system).as(loot[system].token), probePath[system])).toBe(true);
    }
  });

  it.each(Object.entries(tokenAttacks))("is refused with %s", async (_, attack) => {
    const token = attack(loot[system]);
    expect(await isTaken(system, clientOf(system).as(token), probePath[system])).toBe(false);
  });
});

describe("a token in the query", () => {
  it("is taken by charging only, where the document puts it", async () => {
    const { status } = await station.fuel.get(`${probePath.fuel}?token=${loot.fuel.token}`);
    expect(status).toBe(401);
    expect((await station.charging.get(`${probePath.charging}?token=${loot.charging.token}`)).code).toBe(200);
  });

  it("is refused with every attack too", async () => {
    for (const [name, attack] of Object.entries(tokenAttacks)) {
      const query = new URLSearchParams({ token: attack(loot.charging) });
      expect([name, await isTaken("charging", station.charging, `${probePath.charging}?${query}`)]).toEqual([
        name,
        false,
      ]);
    }
  });
});

describe("what the database says of a sign-in", () => {
  it("acts on the next request: a role, a disabled account, a log-out", async () => {
    const cashier = await station.signIn("cashier001");
    expect((await cashier.get("/traces/none")).status).toBe(404);
    await station.db.updateTable("users").set({ role_id: 4 }).where("username", "=", "cashier001").execute();
    expect((await cashier.get("/traces/none")).status).toBe(403);
    await station.db.updateTable("users").set({ status: 0 }).where("username", "=", "cashier001").execute();
    expect((await cashier.get("/users/current")).error).toBe("auth.account-disabled");
    await station.db.updateTable("users").set({ status: 1, role_id: 2 }).where("username", "=", "cashier001").execute();
    expect((await cashier.get("/traces/none")).status).toBe(404);
    await cashier.post("/auth/logout");
    expect((await cashier.get("/users/current")).status).toBe(401);
  });
});

describe("a document's client", () => {
  it("refreshes by its bearer; the old token lives ten seconds more", async () => {
    const old = await station.signIn("attendant001");
    const { data } = await old.post<{ token: string; expires_in: number; refresh_token?: string }>("/auth/refresh");
    expect(data).toMatchObject({ expires_in: 3600 });
    expect(data.refresh_token).toBeUndefined();
    clock.advance(9_999);
    expect((await old.get("/users/current")).status).toBe(200);
    clock.advance(1);
    expect((await old.get("/users/current")).status).toBe(401);
    expect((await old.post("/auth/refresh")).status).toBe(401);
    expect((await station.fuel.as(data.token).get("/users/current")).status).toBe(200);
  });

  it("may refresh fifty times at once: every answer is good, and a log-out ends them all", async () => {
    const old = await station.signIn("attendant001");
    const answers = await Promise.all(Array.from({ length: 50 }, () => old.post<{ token: string }>("/auth/refresh")));
    const clients = answers.map(({ data }) => station.fuel.as(data.token));
    clock.advance(20_000);
    for (const client of clients) expect((await client.get("/users/current")).status).toBe(200);
    await clients[0]!.post("/auth/logout");
    for (const client of clients) expect((await client.get("/users/current")).status).toBe(401);
  });

  it("stays signed in for an hour, for a week when it asks to be remembered", async () => {
    const login = { username: "attendant001", password: "password123" };
    const hour = await station.fuel.post<{ token: string; expires_in: number }>("/auth/login", login);
    const week = await station.fuel.post<{ token: string; expires_in: number }>("/auth/login", {
      ...login,
      remember: true,
    });
    expect([hour.data.expires_in, week.data.expires_in]).toEqual([3600, 7 * 24 * 3600]);
    clock.advance(3_600_000);
    expect((await station.fuel.as(hour.data.token).get("/users/current")).status).toBe(401);
    expect((await station.fuel.as(week.data.token).get("/users/current")).status).toBe(200);
  });
});

describe("rotated keys", () => {
  it("leave everybody signed in, and a running server signs with the new one", async () => {
    const before = await station.signIn("admin");
    const [, newest] = rotateKeys(station.dataDirectory, clock.now(), false);
    const after = await station.signIn("admin");
    const header = JSON.parse(Buffer.from(after.token.split(".")[0]!, "base64url").toString());
    expect(header.kid).toBe(newest);
    for (const client of [before, after]) expect((await client.get("/users/current")).status).toBe(200);
  });

  it("sign everybody out when the old ones are dropped, verified tokens included", async () => {
    const before = await station.signIn("admin");
    expect((await before.get("/users/current")).status).toBe(200);
    rotateKeys(station.dataDirectory, clock.now(), true);
    expect((await before.get("/users/current")).status).toBe(401);
    expect((await (await station.signIn("admin")).get("/users/current")).status).toBe(200);
  });
});
