import { createHmac } from "node:crypto";
import { createTokens, type KeyRing, type Tokens } from "../packages/api/src/services/tokens/index.js";
import { gatherLoot, isTaken, probePath } from "../packages/api/test/sign-in/loot.js";
import { tokenAttacks } from "../packages/api/test/sign-in/token-attacks.js";
import { handClock } from "../packages/api/test/station/hand-clock.js";
import { type OpenStation, openStation } from "../packages/api/test/station/open-station.js";
import type { Figure } from "./figure.mjs";

const COPIES = 50;

/** The token under our own algorithm, if it is good by the one that its header names. */
const translated = (token: string, { all, newest }: KeyRing): string => {
  const [head = "", body = "", signature = ""] = token.split(".");
  const header = JSON.parse(Buffer.from(head, "base64url").toString());
  const secret = all().find(({ id }) => id === header.kid)?.secret ?? newest().secret;
  const mac = (text: string, hash: string) => createHmac(hash, secret).update(text).digest("base64url");
  const isGood = /^none$/i.test(header.alg) || mac(`${head}.${body}`, `sha${header.alg.slice(2)}`) === signature;
  if (!isGood) return token;
  const ours = Buffer.from(JSON.stringify({ ...header, alg: "HS256" })).toString("base64url");
  return `${ours}.${body}.${mac(`${ours}.${body}`, "sha256")}`;
};

/** The fault: a verifier that believes the token's own header about its algorithm, as many have done. The rest is checked. */
const algorithmFromHeader: typeof createTokens = (ring, clock) => {
  const tokens = createTokens(ring, clock);
  const verify: Tokens["verify"] = async (system, token) => {
    try {
      return await tokens.verify(system, translated(token, ring));
    } catch {
      return undefined;
    }
  };
  return { ...tokens, verify };
};

/** Attacks that were taken, by system and way of sending. */
const attack = async (station: OpenStation, nowMs: number): Promise<{ tried: number; taken: string[] }> => {
  const loot = await gatherLoot(station, nowMs);
  const taken: string[] = [];
  let tried = 0;
  const count = async (name: string, isIn: Promise<boolean>) => {
    tried += 1;
    if (await isIn) taken.push(name);
  };
  for (const [name, make] of Object.entries(tokenAttacks)) {
    for (const system of ["fuel", "charging"] as const) {
      const client = station[system].as(make(loot[system]));
      await count(`${name} (${system})`, isTaken(system, client, probePath[system]));
    }
    const query = new URLSearchParams({ token: make(loot.charging) });
    await count(`${name} (query)`, isTaken("charging", station.charging, `${probePath.charging}?${query}`));
  }
  // Unless good tokens are taken, refusing the others proves nothing.
  for (const system of ["fuel", "charging"] as const) {
    const isLive = await isTaken(system, station[system].as(loot[system].token), probePath[system]);
    if (!isLive) throw new Error(`${system} refuses good tokens too`);
  }
  return { tried, taken };
};

interface SignedIn {
  readonly token: string;
  readonly refresh_token: string;
}

const signIn = async ({ fuel }: OpenStation): Promise<SignedIn> =>
  (await fuel.post<SignedIn>("/auth/login", { username: "admin", password: "password123", refresh_token: true })).data;

const refresh = ({ fuel }: OpenStation, refresh_token: string) =>
  fuel.post<SignedIn>("/auth/refresh", { refresh_token });

/** A thief spends a token that its owner has spent: afterwards no token of that sign-in may be good. */
const familyDies = async (station: OpenStation, later: () => void, generations: number): Promise<boolean> => {
  const { refresh_token: stolen } = await signIn(station);
  let last = (await refresh(station, stolen)).data;
  for (let generation = 1; generation < generations; generation += 1) {
    last = (await refresh(station, last.refresh_token)).data;
  }
  later();
  const thief = await refresh(station, stolen);
  const owner = await refresh(station, last.refresh_token);
  const bearer = await station.fuel.as(last.token).get("/users/current");
  return [thief, owner, bearer].every(({ status }) => status === 401);
};

/** How many chains go on after as many refreshes with one token at once. */
const chainsAfter = async (station: OpenStation): Promise<number> => {
  const { refresh_token: token } = await signIn(station);
  const answers = await Promise.all(Array.from({ length: COPIES }, () => refresh(station, token)));
  return new Set(answers.filter(({ status }) => status === 200).map(({ data }) => data.refresh_token)).size;
};

export const figure: Figure = {
  figure: "S2",
  claim:
    "every attack with a token is refused; reuse of a rotating refresh token ends its sign-in; 50 refreshes at once leave one chain",
  control: "algorithm not pinned",
  run: async ({ scale, fault }) => {
    const clock = handClock();
    const station = await openStation({
      parts: { clock, ...(fault ? { tokens: algorithmFromHeader } : {}) },
    });
    try {
      const { tried, taken } = await attack(station, clock.now());
      const rounds = Math.max(2, Math.round(20 * scale));
      let survivors = 0;
      let forks = 0;
      for (let round = 0; round < rounds; round += 1) {
        const isDead = await familyDies(station, () => clock.advance(10_000), 1 + (round % 4));
        if (!isDead) survivors += 1;
        if ((await chainsAfter(station)) !== 1) forks += 1;
      }
      const attacks = `${taken.length} of ${tried} attacks taken${taken.length > 0 ? `, ${taken[0]} first` : ""}`;
      return {
        measured: `${attacks}; ${survivors} of ${rounds} stolen families live; ${forks} of ${rounds} × ${COPIES} refreshes fork`,
        ok: taken.length + survivors + forks === 0,
      };
    } finally {
      await station.close();
    }
  },
};
