import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "../src/config.js";
import { type OpenStation, openStation } from "./station/open-station.js";

const origin = "https://app.example.com";

let station: OpenStation;

beforeAll(async () => {
  station = await openStation({ settings: { corsOrigins: `${origin}, http://localhost:5173` } });
});
afterAll(() => station.close());

const preflight = (from: string) =>
  fetch(`${station.fuel.base}/orders`, {
    method: "OPTIONS",
    headers: {
      origin: from,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,idempotency-key,x-request-id",
    },
  });

describe("pages of other origins", () => {
  it("may call when they are listed, with the headers of the SDK", async () => {
    const { headers, status } = await preflight(origin);
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    expect(headers.get("access-control-allow-headers")).toBe(
      "Authorization, Content-Type, Idempotency-Key, X-Request-Id",
    );
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("see the request's id, when to retry and what was replayed, also beside a refusal", async () => {
    const { headers, status } = await fetch(`${station.fuel.base}/orders`, { headers: { origin } });
    expect(status).toBe(401);
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    expect(headers.get("access-control-expose-headers")).toBe("X-Request-Id, Retry-After, Idempotency-Replayed");
    expect(headers.get("vary")).toContain("Origin");
  });

  it.each(["https://evil.example.com", "https://app.example.com.evil.com", "null"])(
    "are not let in from %s",
    async (from) => {
      expect((await preflight(from)).headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it("are all kept out where nothing is set", () => {
    expect(loadConfig({}).corsOrigins).toEqual([]);
  });

  it.each(["*", "app.example.com", "https://app.example.com/", "https://app.example.com/path"])(
    "cannot be listed as %s",
    (text) => {
      expect(() => loadConfig({ WAYSTATION_CORS_ORIGINS: text })).toThrow(ConfigError);
      expect(() => loadConfig({ WAYSTATION_CORS_ORIGINS: text })).toThrow("WAYSTATION_CORS_ORIGINS");
    },
  );
});
