import { describe, expect, it } from "vitest";
import { fuelOrderStatus, gunStatus, statesOfStatus } from "./index.js";

describe("numbers on the wire", () => {
  it("are those of the fuel document", () => {
    expect(fuelOrderStatus).toMatchObject({ created: 1, completed: 2, paid: 3, cancelled: 4, fuelling: 5 });
    expect(gunStatus).toMatchObject({ normal: 1, fault: 2 });
  });

  it("lead back to every state they stand for", () => {
    expect(statesOfStatus(fuelOrderStatus, 5)).toEqual(["authorised", "fuelling"]);
    expect(statesOfStatus(fuelOrderStatus, 99)).toEqual([]);
  });
});
