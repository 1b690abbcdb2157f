import { expect, it } from "vitest";
import { figure } from "./s3.mjs";

it("S3: nothing crosses from one gateway to another, and a widened pattern is noticed", async () => {
  const options = { scale: 0.1, seed: 1 };
  expect(await figure.run({ ...options, fault: false })).toMatchObject({ ok: true });
  expect(await figure.run({ ...options, fault: true })).toMatchObject({ ok: false });
});
