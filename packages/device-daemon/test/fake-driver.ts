import type { PumpSale } from "@waystation/core/devices";
import { z } from "zod";
import type { DeviceDriver, DriverHost } from "../src/drivers/driver.js";
import type { DriverKind } from "../src/drivers/driver-kind.js";

/** A finished fill of a pump, `litres` at 8.05. */
export const saleOf = (saleId: string, litres = 50): PumpSale => ({
  type: "pump.sale",
  saleId,
  pumpId: "pump-1",
  nozzle: 1,
  authorisationId: null,
  orderNo: null,
  volumeMl: litres * 1_000,
  amountFen: litres * 805,
  unitPrice: "8.05",
  startedAt: 1_763_600_000_000,
  endedAt: 1_763_600_060_000,
  ending: "completed",
  totaliserStartMl: null,
  totaliserEndMl: null,
  evidence: [],
});

export type FakeLine = { readonly driver: "fake"; readonly pumpIds: readonly string[] };

/** What a test does with the driver it had made. */
export interface FakeDriver extends DeviceDriver {
  readonly host: DriverHost;
}

/**
 * A kind of driver without a line: `execute` is the test's, and made drivers are handed to `onCreate`, with the host that the
 * daemon gave them.
 */
export const fakeKind = (
  onCreate: (driver: FakeDriver) => void,
  behaviour: Partial<Pick<DeviceDriver, "execute" | "applySettings" | "start" | "stop">> = {},
): DriverKind<FakeLine> => ({
  name: "fake",
  schema: z.strictObject({ driver: z.literal("fake"), pumpIds: z.array(z.string()).min(1) }),
  create: (line, host) => {
    const driver: FakeDriver = {
      host,
      equipmentIds: line.pumpIds,
      start: async () => undefined,
      stop: async () => undefined,
      execute: async () => ({ status: "done", data: {} }),
      applySettings: () => undefined,
      ...behaviour,
    };
    onCreate(driver);
    return driver;
  },
});
