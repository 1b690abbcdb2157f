import { describe, expect, it } from "vitest";
import { type CallInput, urlOf } from "./operation.js";

const url = (path: string, input: CallInput): string =>
  urlOf("http://station/fuel/api/v1/", { id: "x.y", method: "GET", path }, input);

describe("the URL of a call", () => {
  it("escapes path parameters, leaves out what is absent, repeats lists", () => {
    expect(url("/traces/{id}", { path: { id: "GS/2025?#" } })).toBe(
      "http://station/fuel/api/v1/traces/GS%2F2025%3F%23",
    );
    expect(
      url("/orders", { query: { status: [1, 2], keyword: "京A 1&2", page: undefined, open: false, note: null } }),
    ).toBe("http://station/fuel/api/v1/orders?status=1&status=2&keyword=%E4%BA%ACA+1%262&open=false");
  });

  it.each(["", ".", ".."])("is refused when a path parameter is %j, which would address something else", (id) => {
    expect(() => url("/orders/{id}", { path: { id } })).toThrow(TypeError);
  });
});
