import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handClock } from "../station/hand-clock.js";
import { type OpenStation, openStation } from "../station/open-station.js";

const clock = handClock();
let station: OpenStation;

beforeAll(async () => {
  station = await openStation({ parts: { clock }, settings: { trustProxy: "loopback" } });
});
afterAll(() => station.close());

const login = (username: string, password: string, address = "192.0.2.1") =>
  station.fuel.post("/auth/login", { username, password }, { "x-forwarded-for": address });

/** Fails until the name is locked; the attempts that were taken. */
const failUntilLocked = async (username: string, address?: string): Promise<number> => {
  for (let attempt = 0; ; attempt += 1) {
    const { status } = await login(username, "guess", address);
    if (status === 429) return attempt;
  }
};

const nextDay = () => clock.advance(25 * 3_600_000);

describe("a name with five failures", () => {
  it("is locked for a time that is said, also for the right password, whether or not it exists", async () => {
    for (const name of ["admin", "nobody"]) {
      expect(await failUntilLocked(name)).toBe(5);
      const answer = await login(name, "password123");
      expect([answer.status, answer.error, answer.headers.get("retry-after")]).toEqual([429, "auth.locked", "30"]);
      expect(answer.message).toBe("登录失败次数过多，请30秒后重试");
    }
  });

  it("is locked longer with each failure after that, up to a quarter of an hour", async () => {
    const waits: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const answer = await login("admin", "guess");
      const seconds = Number(answer.headers.get("retry-after"));
      waits.push(seconds);
      clock.advance(seconds * 1000);
      await login("admin", "guess");
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it("stays locked when the server starts again", async () => {
    nextDay();
    await failUntilLocked("admin");
    station = await station.restart();
    expect((await login("admin", "password123")).error).toBe("auth.locked");
  });

  it("is free for its owner at another address, until twenty failures from anywhere", async () => {
    nextDay();
    await failUntilLocked("admin", "192.0.2.10");
    expect((await login("admin", "password123", "192.0.2.11")).status).toBe(200);
    for (let host = 20; host < 24; host += 1) await failUntilLocked("admin", `192.0.2.${host}`);
    expect((await login("admin", "password123", "192.0.2.11")).error).toBe("auth.locked");
  });

  it("is forgotten after the right password", async () => {
    nextDay();
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) expect((await login("admin", "guess")).status).toBe(401);
      expect((await login("admin", "password123")).status).toBe(200);
    }
  });

  it("takes no more than five of thirty guesses sent at once", async () => {
    nextDay();
    const answers = await Promise.all(Array.from({ length: 30 }, () => login("admin", "guess", "192.0.2.30")));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  it("lets thirty right passwords sent at once all in", async () => {
    nextDay();
    const answers = await Promise.all(Array.from({ length: 30 }, () => login("admin", "password123")));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  it("keeps what was typed as a name as a hash only", async () => {
    nextDay();
    await login("my secret password", "guess");
    const rows = await station.db.selectFrom("attempts").select("key").execute();
    expect(JSON.stringify(rows)).not.toContain("secret");
  });
});

describe("an address with fifty failures over many names", () => {
  it("is locked for all names, and other addresses are not", async () => {
    nextDay();
    for (let name = 0; name < 50; name += 1)
      expect((await login(`name${name}`, "guess", "198.51.100.1")).status).toBe(401);
    expect((await login("admin", "password123", "198.51.100.1")).error).toBe("auth.locked");
    expect((await login("admin", "password123", "198.51.100.2")).status).toBe(200);
  });
});

describe("sign-ins that come faster than passwords are hashed", () => {
  it("are answered 503 with Retry-After beyond the queue, and count as nobody's failures", async () => {
    const small = await openStation({ settings: { passwordHashes: 1, passwordQueue: 2 } });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        small.fuel.post("/auth/login", { username: `name${index}`, password: "guess" }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    const refused = answers.filter(({ status }) => status === 503);
    expect(new Set(statuses)).toEqual(new Set([401, 503]));
    expect(
      refused.every(({ headers, error }) => headers.get("retry-after") === "2" && error === "server.overloaded"),
    ).toBe(true);
    const counted = await small.db.selectFrom("attempts").select("count").where("key", "like", "address:%").execute();
    expect(counted).toEqual([{ count: statuses.filter((status) => status === 401).length }]);
    expect((await small.fuel.post("/auth/login", { username: "admin", password: "password123" })).status).toBe(200);
    await small.close();
  });
});

describe("an image captcha", () => {
  const alphabet = "ACEFHJKLMNPRTUVWXY347";

  /** Reads an image as nobody should be able to: by trying every text against the hash in the database. */
  const solve = async (from: OpenStation, key: string): Promise<string> => {
    const { answer_hash } = await from.db
      .selectFrom("captchas")
      .selectAll()
      .where("key", "=", key)
      .executeTakeFirstOrThrow();
    for (let number = 0; number < alphabet.length ** 4; number += 1) {
      const text = [3, 2, 1, 0].map(
        (place) => alphabet[Math.floor(number / alphabet.length ** place) % alphabet.length],
      );
      if (
        createHash("sha256")
          .update(`${key}\n${text.join("")}`)
          .digest("hex") === answer_hash
      )
        return text.join("");
    }
    throw new Error("the captcha holds other letters");
  };

  interface Captcha {
    readonly captcha_key: string;
    readonly image: string;
  }

  it("is asked for after the failures that a setting names, is good for one answer, and for letters of either case", async () => {
    const strict = await openStation({ settings: { captchaAfterFailures: 2 } });
    const attempt = (more: object = {}, password = "password123") =>
      strict.fuel.post("/auth/login", { username: "admin", password, ...more });
    await attempt({}, "guess");
    await attempt({}, "guess");
    expect((await attempt()).error).toBe("auth.captcha-required");
    const { captcha_key } = (await strict.fuel.get<Captcha>("/auth/captcha")).data;
    const captcha = (await solve(strict, captcha_key)).toLowerCase();
    expect((await attempt({ captcha_key, captcha }, "guess")).error).toBe("auth.credentials-wrong");
    expect((await attempt({ captcha_key, captcha })).error).toBe("auth.captcha-wrong");
    const next = (await strict.fuel.get<Captcha>("/auth/captcha")).data;
    const answer = { captcha_key: next.captcha_key, captcha: await solve(strict, next.captcha_key) };
    expect((await attempt(answer)).status).toBe(200);
    await strict.close();
  });

  it("is asked for by the sixth code that one address wants", async () => {
    nextDay();
    const ask = (last: number, more: object = {}) =>
      station.charging.post("/u/code/send", { mobile: `1370000000${last}`, type: "login", ...more });
    for (let last = 0; last < 5; last += 1) expect((await ask(last)).code).toBe(200);
    expect((await ask(5)).body.error).toBe("auth.captcha-required");
    const { captcha_key } = (await station.charging.get<Captcha>("/u/captcha")).data;
    expect((await ask(5, { captcha_key, captcha: await solve(station, captcha_key) })).code).toBe(200);
  });

  it("is an SVG without text, different each time", async () => {
    const images = await Promise.all(
      [1, 2].map(async () => (await station.fuel.get<Captcha>("/auth/captcha")).data.image),
    );
    const [first, second] = images.map((image) => Buffer.from(image.split(",")[1]!, "base64").toString());
    expect(first).toMatch(/^<svg [^>]*><rect [^>]*\/>(<path [^>]*\/>)+<\/svg>$/);
    expect(first).not.toBe(second);
  });
});
