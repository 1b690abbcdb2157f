export { CONTROL_HELP } from "./control-line.js";
export type { FakePump, FakePumpSnapshot } from "./fake-pump.js";
export type { LineFaults } from "./line-faults.js";
export type { DisplayDecimals, FakePumpOptions, PumpEvent } from "./pump-options.js";
export {
  type SimulateWayneDartOptions,
  type SimulatorIo,
  simulateWayneDart,
  simulateWayneDartOptions,
} from "./simulate.js";
export { openSimulatedLine, type SimulatedLine } from "./simulated-line.js";
export { createWaynePumpSimulator, type WaynePumpSimulator, type WaynePumpSimulatorOptions } from "./simulator.js";
