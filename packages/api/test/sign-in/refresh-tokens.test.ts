import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handClock } from "../station/hand-clock.js";
import { type OpenStation, openStation } from "../station/open-station.js";

interface Tokens {
  readonly token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

const clock = handClock();
let station: OpenStation;

beforeAll(async () => {
  station = await openStation({ parts: { clock } });
});
afterAll(() => station.close());

const signIn = async (more: object = {}): Promise<Tokens> => {
  const body = { username: "cashier001", password: "password123", refresh_token: true, ...more };
  return (await station.fuel.post<Tokens>("/auth/login", body)).data;
};
const refresh = (refreshToken: string) => station.fuel.post<Tokens>("/auth/refresh", { refresh_token: refreshToken });
const isLive = async (token: string) => (await station.fuel.as(token).get("/users/current")).status === 200;

describe("a refresh token", () => {
  it("is given only to clients that ask, with an access token of a quarter of an hour", async () => {
    expect((await signIn({ refresh_token: false })).refresh_token).toBeUndefined();
    expect(await signIn()).toMatchObject({ expires_in: 900, refresh_token: expect.stringMatching(/^[\w-]{43}$/) });
  });

  it("is kept as a hash only", async () => {
    const { refresh_token } = await signIn();
    const rows = await station.db.selectFrom("refresh_tokens").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(refresh_token);
  });

  it("gives the next tokens when the access token has expired, without a bearer", async () => {
    const first = await signIn();
    clock.advance(900_000);
    expect(await isLive(first.token)).toBe(false);
    const { data } = await refresh(first.refresh_token);
    expect(data.refresh_token).not.toBe(first.refresh_token);
    expect(await isLive(data.token)).toBe(true);
  });

  it("gives the same successor again within ten seconds: an answer may be lost", async () => {
    const first = await signIn();
    const once = await refresh(first.refresh_token);
    clock.advance(9_999);
    const again = await refresh(first.refresh_token);
    expect(again.data.refresh_token).toBe(once.data.refresh_token);
    expect((await refresh(again.data.refresh_token)).status).toBe(200);
  });

  it("ends the whole sign-in when it comes again later", async () => {
    const first = await signIn();
    const { data } = await refresh(first.refresh_token);
    clock.advance(10_000);
    expect((await refresh(first.refresh_token)).status).toBe(401);
    expect(await isLive(data.token)).toBe(false);
    expect((await refresh(data.refresh_token)).status).toBe(401);
  });

  it("ends the whole sign-in when its successor was used already, however soon it comes again", async () => {
    const first = await signIn();
    const second = await refresh(first.refresh_token);
    const third = await refresh(second.data.refresh_token);
    expect((await refresh(first.refresh_token)).status).toBe(401);
    expect(await isLive(third.data.token)).toBe(false);
  });

  it("ends nobody else's sign-in", async () => {
    const [mine, theirs] = [await signIn(), await signIn()];
    await refresh(mine.refresh_token);
    clock.advance(10_000);
    await refresh(mine.refresh_token);
    expect(await isLive(theirs.token)).toBe(true);
  });

  it("leaves one live chain of fifty refreshes at once", async () => {
    const first = await signIn();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(first.refresh_token)));
    const successors = new Set(answers.map(({ data }) => data?.refresh_token));
    expect([answers.filter(({ status }) => status === 200).length, successors.size]).toEqual([50, 1]);
    const sid = JSON.parse(Buffer.from(first.token.split(".")[1]!, "base64url").toString()).sid;
    const kept = await station.db
      .selectFrom("refresh_tokens")
      .select("used_at")
      .where("session_id", "=", sid)
      .execute();
    expect(kept.map(({ used_at }) => used_at !== null).sort()).toEqual([false, true]);
  });

  it("lives for half a day, for thirty days when the client is to be remembered", async () => {
    const [short, long] = [await signIn(), await signIn({ remember: true })];
    clock.advance(12 * 3_600_000);
    expect((await refresh(short.refresh_token)).status).toBe(401);
    const { data } = await refresh(long.refresh_token);
    clock.advance(30 * 24 * 3_600_000 - 1);
    expect((await refresh(data.refresh_token)).status).toBe(200);
  });

  it("ends with its sign-in, however often it was refreshed, after ninety days", async () => {
    let { refresh_token } = await signIn({ remember: true });
    const answers: number[] = [];
    for (let day = 20; day <= 100; day += 20) {
      clock.advance(20 * 24 * 3_600_000);
      const { status, data } = await refresh(refresh_token);
      answers.push(status);
      refresh_token = data?.refresh_token;
    }
    expect(answers).toEqual([200, 200, 200, 200, 401]);
  });

  it("is worth nothing after a log-out, to a disabled account, or as something it is not", async () => {
    const first = await signIn();
    await station.fuel.as(first.token).post("/auth/logout");
    expect((await refresh(first.refresh_token)).status).toBe(401);
    const second = await signIn();
    await station.db.updateTable("users").set({ status: 0 }).where("username", "=", "cashier001").execute();
    expect((await refresh(second.refresh_token)).error).toBe("auth.account-disabled");
    await station.db.updateTable("users").set({ status: 1 }).where("username", "=", "cashier001").execute();
    expect((await refresh(second.refresh_token)).status).toBe(200);
    for (const wrong of [second.token.slice(0, 128), "x", "' or 1=1 --"])
      expect((await refresh(wrong)).status).toBe(401);
  });
});

describe("two instances on one database", () => {
  it("agree: a log-out at one acts at the other, and refreshes at both leave one chain", async () => {
    const second = await openStation({ parts: { clock }, dataDirectory: station.dataDirectory });
    const { fuel } = second;
    const first = await signIn();
    expect((await fuel.as(first.token).get("/users/current")).status).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? fuel : station.fuel).post<Tokens>("/auth/refresh", { refresh_token: first.refresh_token }),
      ),
    );
    expect(new Set(answers.map(({ status, data }) => `${status} ${data?.refresh_token}`)).size).toBe(1);
    const { token } = answers[0]!.data;
    await fuel.as(token).post("/auth/logout");
    expect(await isLive(token)).toBe(false);
    await second.db.destroy();
    await second.server.close();
  });
});
