import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { servePage } from "./serve.mjs";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const skipped = !existsSync(executablePath) && !process.env.CI;
if (skipped) console.warn(`SKIPPED: the quote in the browser, as there is no ${executablePath} (set CHROMIUM_PATH)`);

describe.skipIf(skipped)("the quote in the browser", () => {
  let browser: Browser;
  let server: Server;
  let page: Page;
  const faults: string[] = [];
  const hosts = new Set<string>();

  beforeAll(async () => {
    const served = await servePage();
    server = served.server;
    browser = await chromium.launch({
      executablePath,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    page = await browser.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await page.goto(served.address);
    await page.fill("[name=day]", "2026-06-16");
  });

  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const total = (name: "fill" | "charge") => page.textContent(`#${name}-total`);
  const verdict = (coupon: string) => page.textContent(`#coupon-${coupon} small`);

  it("sells 50 L at 8.05 with a coupon of 10.00 for 392.50", async () => {
    await page.fill("[name=litres]", "50");
    expect(await total("fill")).toBe("¥ 392.50");
    expect(await verdict("ten-off")).toBe("takes 10.00 off");
  });

  it("says what is missing for a coupon", async () => {
    await page.fill("[name=litres]", "9.5");
    expect(await total("fill")).toBe("¥ 76.48");
    expect(await verdict("ten-off")).toBe("23.52 more to go");
  });

  it("uses the best combination of the coupons that are held", async () => {
    await page.fill("[name=litres]", "70");
    for (const coupon of ["per-litre", "five-percent", "spend-more"]) await page.check(`[value=${coupon}]`);
    expect(await total("fill")).toBe("¥ 518.50");
    expect(await verdict("spend-more")).toBe("takes 25.00 off");
    expect(await verdict("five-percent")).toBe("takes 20.00 off");
    expect(await verdict("per-litre")).toBe("another coupon saves more");
  });

  it("splits a charge of 40 kWh from 06:00 at 10 kW into valley and flat: 57.00", async () => {
    expect(await total("charge")).toBe("¥ 57.00");
    expect(await page.textContent("#charge-lines")).toMatch(/valley 06:00–07:00.*flat 07:00–10:00/);
  });

  it("asks no other server and reports no fault", () => {
    expect([...hosts]).toEqual([new URL(page.url()).host]);
    expect(faults).toEqual([]);
  });
});
