import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const demo = fileURLToPath(new URL("demo.mjs", import.meta.url));
const PATIENCE_MS = 180_000;

const hasSocat = spawnSync("socat", ["-V"], { stdio: "ignore" }).status === 0;
if (!hasSocat && process.env.CI) throw new Error("socat is not installed: in CI the pump must hang on a real pty pair");
if (!hasSocat) console.warn("SKIPPED: the demo's pump hangs on TCP here, not on a pty pair (socat is not installed)");

/** The receipts that the built station prints; whatever else stands on standard output fails the parse. */
const receiptsOf = async (...flags: string[]) => {
  const { stdout } = await promisify(execFile)(process.execPath, [demo, "--json", ...flags], { timeout: PATIENCE_MS });
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
};

const fill = {
  receipt: "fill",
  orderNo: expect.stringMatching(/^GS\d{15}$/),
  litres: 50,
  unitPrice: 8.05,
  total: 402.5,
  discount: 10,
  paid: 392.5,
  status: 3,
  fills: 1,
};

const fenOf = (yuan: string) => Math.round(Number(yuan) * 100);

describe("the demo", () => {
  it("prints the receipts of the fuel document's walkthrough and of a charge split by time of use", async () => {
    const [first, charge, ...more] = await receiptsOf();
    expect(more).toEqual([]);
    expect(first).toMatchObject(fill);
    expect(charge).toMatchObject({ receipt: "charge", number: "F1", pile: "P1" });
    const metered = Number(charge.kwh);
    expect(metered).toBeGreaterThanOrEqual(50);
    const split = charge.periods.reduce((sum: number, { energy }: { energy: string }) => sum + Number(energy), 0);
    expect(split).toBeCloseTo(metered, 3);
    expect(fenOf(charge.energyFee) + fenOf(charge.serviceFee)).toBe(fenOf(charge.total));
  }, 200_000);

  it("prints the same fill once when the daemon is killed in the middle of it", async () => {
    const [first, charge, ...more] = await receiptsOf("--kill-daemon");
    expect(more).toEqual([]);
    expect(first).toMatchObject(fill);
    expect(charge).toMatchObject({ receipt: "charge", number: "F1" });
  }, 200_000);
});
