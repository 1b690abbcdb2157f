import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiClient } from "../station/api-client.js";
import type { OpenStation } from "../station/open-station.js";
import type { Loot } from "./token-attacks.js";

interface Tokens {
  readonly token: string;
  readonly refresh_token: string;
}

const account = { username: "admin", password: "password123", refresh_token: true };

/** The route that each system's tokens are tried at: what it answers to a good one has `code` 200. */
export const probePath = { fuel: "/users/current", charging: "/user/detail" } as const;

/** Signs in to both systems and gathers what an attacker could have come by; see `Loot`. */
export const gatherLoot = async (station: OpenStation, nowMs: number): Promise<Record<"fuel" | "charging", Loot>> => {
  const { fuel, charging, dataDirectory } = station;
  const { keys } = JSON.parse(readFileSync(join(dataDirectory, "token-keys.json"), "utf8")) as {
    keys: { id: string; secret: string; created_at: number }[];
  };
  const [{ id, secret, created_at: createdAt }] = keys as [(typeof keys)[0]];
  const { token, refresh_token: refreshToken } = (await fuel.post<Tokens>("/auth/login", account)).data;
  const ended = (await fuel.post<Tokens>("/auth/login", account)).data.token;
  await fuel.as(ended).post("/auth/logout");
  const driver = await station.driver();
  const leaving = await station.driver();
  await charging.as(leaving.token).post("/user/logout");
  const shared = {
    refreshToken,
    key: { id, secret: new Uint8Array(Buffer.from(secret, "base64url")), createdAt },
    nowS: Math.floor(nowMs / 1000),
  };
  return {
    fuel: { ...shared, system: "fuel", token, foreignToken: driver.token, endedToken: ended },
    charging: { ...shared, system: "charging", token: driver.token, foreignToken: token, endedToken: leaving.token },
  };
};

/** Is a token taken? Every refusal must be 401, in the charging system HTTP 200 with `code` −1. */
export const isTaken = async (system: "fuel" | "charging", client: ApiClient, path: string): Promise<boolean> => {
  const { status, code, error } = await client.get(path);
  if (system === "fuel" ? status === 401 : status === 200 && code === -1) return !error.startsWith("auth.token-");
  return true;
};
