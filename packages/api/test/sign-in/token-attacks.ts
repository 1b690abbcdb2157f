import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { SigningKey } from "../../src/services/tokens/index.js";

/** What an attacker has at most: live tokens to change, and, to try what stands behind the signature, the key itself. */
export interface Loot {
  readonly system: string;
  /** A live access token of the system. */
  readonly token: string;
  /** A live access token of another system. */
  readonly foreignToken: string;
  /** A token whose sign-in was ended. */
  readonly endedToken: string;
  readonly refreshToken: string;
  readonly key: SigningKey;
  readonly nowS: number;
}

type Json = Readonly<Record<string, unknown>>;

const base64 = (value: Json | string): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const json = (part: string): Json => JSON.parse(Buffer.from(part, "base64url").toString()) as Json;
const partsOf = (token: string): [string, string, string] => token.split(".") as [string, string, string];

const hmac = (header: Json, payload: Json, secret: Uint8Array | string, hash = "sha256"): string => {
  const signed = `${base64(header)}.${base64(payload)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest("base64url")}`;
};

const asymmetric = (header: Json, payload: Json, key: KeyObject, hash: string | null): string => {
  const signed = `${base64(header)}.${base64(payload)}`;
  const signature = sign(hash, Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
};

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");
const rsaPem = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();

const without = (claims: Json, name: string): Json =>
  Object.fromEntries(Object.entries(claims).filter(([each]) => each !== name));

/** The live token's header and claims, changed, under the real key: what an attacker could do who had it. */
const reissued = (
  { token, key }: Loot,
  claims: (live: Json) => Json,
  header: (live: Json) => Json = (live) => live,
) => {
  const [head, payload] = partsOf(token);
  return hmac(header(json(head)), claims(json(payload)), key.secret);
};

/** The live token's header changed by an attacker who has no key, signed in a way of his own. */
const forged = (loot: Loot, header: Json, signed: (header: Json, payload: Json) => string): string => {
  const [head, payload] = partsOf(loot.token);
  return signed({ ...json(head), ...header }, json(payload));
};

const same = (live: Json): Json => live;

/** Tokens that must all be refused, by what they try. */
export const tokenAttacks: Readonly<Record<string, (loot: Loot) => string>> = {
  "no algorithm, no signature": (loot) => forged(loot, { alg: "none" }, (h, p) => `${base64(h)}.${base64(p)}.`),
  "no algorithm in odd letters": (loot) => forged(loot, { alg: "nOnE" }, (h, p) => `${base64(h)}.${base64(p)}.`),
  "no algorithm, the old signature": (loot) =>
    forged(loot, { alg: "none" }, (h, p) => `${base64(h)}.${base64(p)}.${partsOf(loot.token)[2]}`),
  "no algorithm, two parts": (loot) => forged(loot, { alg: "none" }, (h, p) => `${base64(h)}.${base64(p)}`),
  "HS384 under the right key": (loot) =>
    forged(loot, { alg: "HS384" }, (h, p) => hmac(h, p, loot.key.secret, "sha384")),
  "HS512 under the right key": (loot) =>
    forged(loot, { alg: "HS512" }, (h, p) => hmac(h, p, loot.key.secret, "sha512")),
  "RS256 under a key of the attacker": (loot) =>
    forged(loot, { alg: "RS256" }, (h, p) => asymmetric(h, p, rsa.privateKey, "sha256")),
  "ES256 under a key of the attacker": (loot) =>
    forged(loot, { alg: "ES256" }, (h, p) => asymmetric(h, p, ec.privateKey, "sha256")),
  "EdDSA under a key of the attacker": (loot) =>
    forged(loot, { alg: "EdDSA" }, (h, p) => asymmetric(h, p, ed.privateKey, null)),
  "HS256 with a public RSA key for its secret": (loot) => forged(loot, {}, (h, p) => hmac(h, p, rsaPem)),
  "a wrong key": (loot) => forged(loot, {}, (h, p) => hmac(h, p, randomBytes(32))),
  "an empty key": (loot) => forged(loot, {}, (h, p) => hmac(h, p, "")),
  "the key's id for a key": (loot) => forged(loot, {}, (h, p) => hmac(h, p, loot.key.id)),
  "an embedded key (jwk)": (loot) =>
    forged(loot, { alg: "RS256", jwk: rsa.publicKey.export({ format: "jwk" }) }, (h, p) =>
      asymmetric(h, p, rsa.privateKey, "sha256"),
    ),
  "an embedded secret (jwk)": (loot) =>
    forged(loot, { jwk: { kty: "oct", k: base64("x".repeat(32)) } }, (h, p) => hmac(h, p, "x".repeat(32))),
  "a key somewhere else (jku, x5u)": (loot) =>
    forged(loot, { alg: "RS256", jku: "http://127.0.0.1:1/keys", x5u: "http://127.0.0.1:1/cert" }, (h, p) =>
      asymmetric(h, p, rsa.privateKey, "sha256"),
    ),
  "a key id that is a path": (loot) => forged(loot, { kid: "../../../../../../dev/null" }, (h, p) => hmac(h, p, "")),
  "a key id that is SQL": (loot) => forged(loot, { kid: "' union select 'x" }, (h, p) => hmac(h, p, "x")),
  "a key id of the prototype": (loot) => forged(loot, { kid: "__proto__" }, (h, p) => hmac(h, p, "undefined")),
  "a key id that is a list": (loot) => forged(loot, { kid: [loot.key.id] }, (h, p) => hmac(h, p, loot.key.secret)),
  "no key id": (loot) => reissued(loot, same, (header) => without(header, "kid")),
  "a critical extension": (loot) => reissued(loot, same, (header) => ({ ...header, crit: ["exp"] })),
  "an unencoded payload": (loot) => reissued(loot, same, (header) => ({ ...header, crit: ["b64"], b64: false })),
  "type JWT": (loot) => reissued(loot, same, (header) => ({ ...header, typ: "JWT" })),
  "no type": (loot) => reissued(loot, same, (header) => without(header, "typ")),
  "another audience": (loot) => reissued(loot, (claims) => ({ ...claims, aud: "livestock" })),
  "several audiences": (loot) => reissued(loot, (claims) => ({ ...claims, aud: [loot.system, "livestock"] })),
  "another issuer": (loot) => reissued(loot, (claims) => ({ ...claims, iss: "somebody" })),
  "another subject": (loot) => reissued(loot, (claims) => ({ ...claims, sub: String(Number(claims.sub) + 1) })),
  "a subject that is SQL": (loot) => reissued(loot, (claims) => ({ ...claims, sub: `${claims.sub} or 1=1` })),
  "a subject that is a number": (loot) => reissued(loot, (claims) => ({ ...claims, sub: Number(claims.sub) })),
  "no subject": (loot) => reissued(loot, (claims) => without(claims, "sub")),
  "another tenant": (loot) => reissued(loot, (claims) => ({ ...claims, tid: 2 })),
  "no tenant": (loot) => reissued(loot, (claims) => without(claims, "tid")),
  "an unknown sign-in": (loot) =>
    reissued(loot, (claims) => ({ ...claims, sid: "00000000-0000-4000-8000-000000000000" })),
  "a sign-in that is an object": (loot) => reissued(loot, (claims) => ({ ...claims, sid: { like: "%" } })),
  "a version that does not exist yet": (loot) => reissued(loot, (claims) => ({ ...claims, ver: 99 })),
  "no version": (loot) => reissued(loot, (claims) => without(claims, "ver")),
  expired: (loot) => reissued(loot, (claims) => ({ ...claims, exp: loot.nowS - 1 })),
  "no expiry": (loot) => reissued(loot, (claims) => without(claims, "exp")),
  "an expiry that is text": (loot) => reissued(loot, (claims) => ({ ...claims, exp: String(loot.nowS + 3600) })),
  "not valid yet": (loot) => reissued(loot, (claims) => ({ ...claims, nbf: loot.nowS + 600 })),
  "a payload that was changed": ({ token }) => {
    const [head, payload, signature] = partsOf(token);
    return `${head}.${base64({ ...json(payload), sub: "1", exp: 4_102_444_800 })}.${signature}`;
  },
  "a header that was changed": ({ token }) => {
    const [head, payload, signature] = partsOf(token);
    return `${base64({ ...json(head), alg: "HS512" })}.${payload}.${signature}`;
  },
  "a signature that was changed": ({ token }) => {
    const [head, payload, signature] = partsOf(token);
    return `${head}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
  },
  "half a token": ({ token }) => token.slice(0, token.length / 2),
  "a signature cut short": ({ token }) => token.slice(0, -8),
  "no signature": ({ token }) => `${partsOf(token)[0]}.${partsOf(token)[1]}.`,
  "a fourth part": ({ token }) => `${token}.AAAA`,
  "five parts, as if encrypted": ({ token }) => `${token}.${base64("iv")}.${base64("tag")}`,
  "another system's token": ({ foreignToken }) => foreignToken,
  "a sign-in that was ended": ({ endedToken }) => endedToken,
  "a refresh token": ({ refreshToken }) => refreshToken,
  "a huge token": (loot) => reissued(loot, (claims) => ({ ...claims, padding: "x".repeat(6_000) })),
  "a payload that is no JSON": ({ token, key }) => {
    const signed = `${partsOf(token)[0]}.${base64("not json")}`;
    return `${signed}.${createHmac("sha256", key.secret).update(signed).digest("base64url")}`;
  },
  "the word null": () => "null",
  "nothing but dots": () => "..",
};
