import { unwrap } from "@waystation/core/kernel";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API_USER } from "../../src/devices/gateway-credentials.js";
import { type OpenGateways, openGateways } from "./open-gateways.js";

let gateways: OpenGateways;
beforeEach(async () => {
  gateways = await openGateways();
});
afterEach(() => gateways.close());

const isGood = async (id: string, secret: string) =>
  (await gateways.credentials.check(id, Buffer.from(secret))) !== undefined;

describe("a one-time code", () => {
  it("becomes a secret once, however many try at the same time", async () => {
    const { code } = unwrap(await gateways.credentials.invite("site-2", 1, 60_000));
    const tries = await Promise.all(Array.from({ length: 20 }, () => gateways.credentials.enrol(code)));
    const won = tries.filter(({ ok }) => ok);
    expect(won).toHaveLength(1);
    expect(await isGood("site-2", unwrap(won[0]!).secret)).toBe(true);
  });

  it("may be typed in small letters, without dashes, with O and I for 0 and 1", async () => {
    const { code } = unwrap(await gateways.credentials.invite("site-2", 1, 60_000));
    const typed = code.toLowerCase().replaceAll("-", "").replaceAll("0", "o").replaceAll("1", "i");
    expect(await gateways.credentials.enrol(typed)).toMatchObject({ ok: true });
  });

  it("ends when its time is over, when another takes its place, and with its gateway", async () => {
    const { credentials } = gateways;
    const expired = unwrap(await credentials.invite("site-2", 1, 60_000));
    gateways.advance(60_000);
    const replaced = unwrap(await credentials.invite("site-2", 1, 60_000));
    const revoked = unwrap(await credentials.invite("site-2", 1, 60_000));
    unwrap(await credentials.revoke("site-2"));
    for (const { code } of [expired, replaced, revoked]) {
      expect(await credentials.enrol(code)).toEqual({ ok: false, error: { code: "gateway.code-refused" } });
    }
  });

  it("stays unused when another gateway shows it", async () => {
    const { code } = unwrap(await gateways.credentials.invite("site-2", 1, 60_000));
    expect(await gateways.credentials.enrol(code, "site-3")).toMatchObject({ ok: false });
    expect(await gateways.credentials.enrol(code, "site-2")).toMatchObject({ ok: true });
  });

  it("is kept as a hash only, as is the secret", async () => {
    const { code } = unwrap(await gateways.credentials.invite("site-2", 1, 60_000));
    const { secret } = await gateways.enrol("site-3");
    const kept = JSON.stringify([
      await gateways.db.selectFrom("gateway_codes").selectAll().execute(),
      await gateways.db.selectFrom("gateway_secrets").selectAll().execute(),
    ]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replaceAll("-", ""));
    expect(kept).not.toContain(secret);
  });

  it.each(["a/b", "+", "#", "", API_USER, "x".repeat(65)])("is not made for %o", async (id) => {
    expect(await gateways.credentials.invite(id, 1, 60_000)).toMatchObject({
      ok: false,
      error: { code: "gateway.id-invalid" },
    });
  });

  it("is not made for a gateway of another station", async () => {
    await gateways.enrol("site-2");
    expect(await gateways.credentials.invite("site-2", 2, 60_000)).toMatchObject({
      ok: false,
      error: { code: "gateway.other-station" },
    });
  });
});

describe("a rotated secret", () => {
  it("holds beside the one before it, which ends with the overlap", async () => {
    const { secret: old } = await gateways.enrol("site-2");
    const { secret: fresh } = unwrap(await gateways.credentials.rotate("site-2", 60_000));
    expect([await isGood("site-2", old), await isGood("site-2", fresh)]).toEqual([true, true]);
    gateways.advance(60_000);
    expect([await isGood("site-2", old), await isGood("site-2", fresh)]).toEqual([false, true]);
  });

  it("does not lengthen the life of one that was to end sooner", async () => {
    const { secret: first } = await gateways.enrol("site-2");
    unwrap(await gateways.credentials.rotate("site-2", 1_000));
    unwrap(await gateways.credentials.rotate("site-2", 60_000));
    gateways.advance(1_000);
    expect(await isGood("site-2", first)).toBe(false);
  });

  it("is not made for a gateway that is unknown or revoked", async () => {
    expect(await gateways.credentials.rotate("site-9", 0)).toMatchObject({ error: { code: "gateway.unknown" } });
    await gateways.enrol("site-2");
    unwrap(await gateways.credentials.revoke("site-2"));
    expect(await gateways.credentials.rotate("site-2", 0)).toMatchObject({ error: { code: "gateway.revoked" } });
  });
});

describe("a revoked gateway", () => {
  it("has no secret that is good, the rotated ones neither, until it is enrolled again", async () => {
    const { secret: old } = await gateways.enrol("site-2");
    const { secret: fresh } = unwrap(await gateways.credentials.rotate("site-2", 60_000));
    unwrap(await gateways.credentials.revoke("site-2"));
    expect([await isGood("site-2", old), await isGood("site-2", fresh)]).toEqual([false, false]);
    const { secret: again } = await gateways.enrol("site-2");
    expect([await isGood("site-2", old), await isGood("site-2", again)]).toEqual([false, true]);
  });
});
