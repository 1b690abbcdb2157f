export type { ChargePoint } from "./charge-point.js";
export type { ChargerEvent, ChargerFaults, OcppChargerSimulatorOptions } from "./charger-options.js";
export { CONTROL_HELP } from "./control-line.js";
export { createOcppChargerSimulator } from "./create-ocpp-charger-simulator.js";
export { type OcppSimulatorIo, type SimulateOcppOptions, simulateOcpp, simulateOcppOptions } from "./simulate.js";
