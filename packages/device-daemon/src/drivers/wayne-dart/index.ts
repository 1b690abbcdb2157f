export { createWayneDartDriver, type WayneDartDriver } from "./create-wayne-dart-driver.js";
export { wayneDartKind } from "./kind.js";
export { type WayneDartLine, type WayneDartPump, wayneDartLine } from "./line-config.js";
