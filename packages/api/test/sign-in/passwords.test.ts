import { EventEmitter, once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeMessage } from "../../src/integrations/sms.js";
import type { Answer } from "../station/api-client.js";
import { handClock } from "../station/hand-clock.js";
import { type OpenStation, openStation } from "../station/open-station.js";

const clock = handClock();
const phones = new EventEmitter<{ message: [CodeMessage] }>();
let station: OpenStation;

beforeAll(async () => {
  const sms = { send: async (message: CodeMessage) => void phones.emit("message", message) };
  station = await openStation({ parts: { clock, sms } });
});
afterAll(() => station.close());

const login = (username: string, password: string, more: object = {}) =>
  station.fuel.post<{ token: string }>("/auth/login", { username, password, ...more });

/** Past what limits codes and failures. */
const nextDay = () => clock.advance(25 * 3_600_000);

/** What comes to the phones when a code is asked for, and what the answer was. */
const askForCode = async (ask: () => Promise<Answer>): Promise<CodeMessage & { answer: Answer }> => {
  const arrived = once(phones, "message") as Promise<[CodeMessage]>;
  const answer = await ask();
  expect(answer.code).toBe(200);
  const [message] = await arrived;
  return { ...message, answer };
};

const codeFor = async (mobile: string, type: string): Promise<string> =>
  (await askForCode(() => station.fuel.post("/auth/send-code", { mobile, type }))).code;

describe("signing in", () => {
  it("goes by user name or phone number", async () => {
    for (const name of ["cashier001", "13800138001"]) {
      const { data } = await login(name, "password123");
      expect(data).toMatchObject({ user_info: { username: "cashier001" } });
    }
  });

  it("refuses a wrong password, an unknown name and a wrong kind of account with the same words", async () => {
    const answers = [
      await login("cashier001", "password124"),
      await login("nobody", "password123"),
      await login("cashier001", "password123", { login_type: "customer" }),
    ];
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ status, error }) => [status, error])[0]).toEqual([401, "auth.credentials-wrong"]);
    expect((await login("cashier001", "password123", { login_type: "merchant" })).status).toBe(200);
  });

  it("says that an account is disabled to its owner alone", async () => {
    await station.db.updateTable("users").set({ status: 0 }).where("username", "=", "user001").execute();
    expect((await login("user001", "password124")).error).toBe("auth.credentials-wrong");
    expect((await login("user001", "password123")).error).toBe("auth.account-disabled");
    await station.db.updateTable("users").set({ status: 1 }).where("username", "=", "user001").execute();
  });

  it("prefers the owner of a number to a name that looks like it", async () => {
    await station.charging.post("/u/register", {
      username: "13911112222",
      password: "password123",
      email: "a@example.com",
    });
    const { body } = await station.charging.post("/u/login", { username: "13911112222", password: "password123" });
    expect(body.token).toBeTypeOf("string");
    await station.driver({ username: "owner", password: "password456" });
    await station.db.updateTable("users").set({ mobile: "13911112222" }).where("username", "=", "owner").execute();
    const owner = await station.charging.post("/u/login", { username: "13911112222", password: "password456" });
    expect(owner.code).toBe(200);
  });

  it("keeps no password as text", async () => {
    const { password_hash } = await station.db
      .selectFrom("users")
      .select("password_hash")
      .where("username", "=", "admin")
      .executeTakeFirstOrThrow();
    expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe("the password of the development seed", () => {
  it("keeps the API from being served to other machines until it is changed", async () => {
    const refused = openStation({ settings: { host: "0.0.0.0" } });
    await expect(refused).rejects.toThrow("admin has the password of the development seed");
  });
});

describe("changing the password", () => {
  it("ends every other sign-in and keeps this one, refresh token included", async () => {
    const { data: mine } = await station.fuel.post<{ token: string; refresh_token: string }>("/auth/login", {
      username: "attendant001",
      password: "password123",
      refresh_token: true,
    });
    const other = await station.signIn("attendant001");
    const changed = await station.fuel
      .as(mine.token)
      .post("/auth/change-password", { old_password: "password123", new_password: "password456" });
    expect(changed.status).toBe(200);
    expect((await other.get("/users/current")).status).toBe(401);
    expect((await station.fuel.as(mine.token).get("/users/current")).status).toBe(200);
    expect((await station.fuel.post("/auth/refresh", { refresh_token: mine.refresh_token })).status).toBe(200);
    expect((await login("attendant001", "password123")).status).toBe(401);
    expect((await login("attendant001", "password456")).status).toBe(200);
  });

  it("wants the old password, another one, and at least eight characters", async () => {
    const client = station.fuel.as((await login("attendant001", "password456")).data.token);
    const change = (old_password: string, new_password: string) =>
      client.post("/auth/change-password", { old_password, new_password });
    expect((await change("wrong", "password789")).error).toBe("auth.password-wrong");
    expect((await change("password456", "password456")).error).toBe("auth.password-same");
    expect((await change("password456", "short")).error).toBe("request.invalid");
    expect((await client.get("/users/current")).status).toBe(200);
  });

  it("is locked against guessing the old password from a stolen sign-in", async () => {
    const client = station.fuel.as((await login("attendant001", "password456")).data.token);
    const guess = () => client.post("/auth/change-password", { old_password: "guess", new_password: "password789" });
    const answers: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) answers.push((await guess()).error);
    expect(answers.at(-1)).toBe("auth.locked");
    expect(new Set(answers.slice(0, 4))).toEqual(new Set(["auth.password-wrong"]));
  });
});

describe("a one-time code", () => {
  it("signs in, once", async () => {
    const code = await codeFor("13800138001", "login");
    const use = () => station.fuel.post<{ user_info: object }>("/auth/login-by-code", { mobile: "13800138001", code });
    expect((await use()).data).toMatchObject({ user_info: { username: "cashier001" } });
    expect((await use()).error).toBe("auth.code-wrong");
  });

  it("resets the password and ends every sign-in, and lifts a lock-out", async () => {
    nextDay();
    const { token } = await station.signIn("user001");
    for (let attempt = 0; attempt < 5; attempt += 1) await login("user001", "guess");
    expect((await login("user001", "password123")).error).toBe("auth.locked");
    const code = await codeFor("13900139000", "reset_password");
    const reset = { mobile: "13900139000", code, password: "password456" };
    expect((await station.fuel.post("/auth/reset-password", reset)).status).toBe(200);
    expect((await station.fuel.as(token).get("/users/current")).status).toBe(401);
    expect((await login("user001", "password456")).status).toBe(200);
    expect((await station.fuel.post("/auth/reset-password", reset)).error).toBe("auth.code-wrong");
  });

  it("is good for its own purpose, its own phone and five minutes", async () => {
    nextDay();
    const code = await codeFor("13800138001", "login");
    const reset = { mobile: "13800138001", code, password: "password456" };
    expect((await station.fuel.post("/auth/reset-password", reset)).error).toBe("auth.code-wrong");
    expect((await station.fuel.post("/auth/login-by-code", { mobile: "13900139000", code })).error).toBe(
      "auth.code-wrong",
    );
    clock.advance(300_000);
    expect((await station.fuel.post("/auth/login-by-code", { mobile: "13800138001", code })).error).toBe(
      "auth.code-wrong",
    );
  });

  it("is dead after five wrong guesses, even for who then has it right", async () => {
    nextDay();
    const code = await codeFor("13800138001", "login");
    const wrong = code === "000000" ? "000001" : "000000";
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await station.fuel.post("/auth/login-by-code", { mobile: "13800138001", code: wrong });
    }
    // The lock-out is over before the code is.
    clock.advance(30_000);
    expect((await station.fuel.post("/auth/login-by-code", { mobile: "13800138001", code })).error).toBe(
      "auth.code-wrong",
    );
  });

  it("is asked for once a minute, and answered alike for phones that nobody knows, which get nothing", async () => {
    nextDay();
    const ask = (mobile: string) => station.fuel.post("/auth/send-code", { mobile, type: "login" });
    const unknown = await ask("13700000000");
    const { mobile: reached, answer } = await askForCode(() => ask("13800138001"));
    expect(reached).toBe("13800138001");
    expect(answer.text).toBe(unknown.text);
    for (const mobile of ["13700000000", "13800138001"]) {
      const again = await ask(mobile);
      expect([again.status, again.error, again.headers.get("retry-after")]).toEqual([429, "auth.code-too-soon", "60"]);
    }
  });

  it("never stands in an answer, and in the database as a hash only", async () => {
    nextDay();
    const { code, answer } = await askForCode(() =>
      station.fuel.post("/auth/send-code", { mobile: "13800138001", type: "login" }),
    );
    const rows = await station.db.selectFrom("one_time_codes").selectAll().execute();
    expect(answer.text + JSON.stringify(rows)).not.toContain(code);
  });

  it("proves the phone of a new driver, who may then sign in by it", async () => {
    nextDay();
    const { code } = await askForCode(() =>
      station.charging.post("/u/code/send", new URLSearchParams({ mobile: "13600000001", type: "register" })),
    );
    const account = { username: "phoned", password: "password123", email: "p@example.com", mobile: "13600000001" };
    expect((await station.charging.post("/u/register", account)).body.error).toBe("auth.code-wrong");
    expect((await station.charging.post("/u/register", { ...account, code })).code).toBe(200);
    const { body } = await station.charging.post("/u/login", { username: "13600000001", password: "password123" });
    const driver = station.charging.as(String(body.token));
    const change = { old_password: "password123", new_password: "password456" };
    expect((await driver.post("/user/password/modify", change)).code).toBe(200);
    expect((await driver.post("/user/logout")).code).toBe(200);
    expect((await driver.get("/user/detail")).body.error).toBe("auth.token-invalid");
  });
});
