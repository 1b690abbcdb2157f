import type { DriverKind } from "../driver-kind.js";
import { createWayneDartDriver } from "./create-wayne-dart-driver.js";
import { type WayneDartLine, wayneDartLine } from "./line-config.js";

/** Wayne DART as the daemon's configuration names it. */
export const wayneDartKind: DriverKind<WayneDartLine> = {
  name: "wayne-dart",
  schema: wayneDartLine,
  create: createWayneDartDriver,
};
