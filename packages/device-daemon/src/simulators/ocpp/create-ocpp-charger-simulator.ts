import { ChargePoint } from "./charge-point.js";
import type { OcppChargerSimulatorOptions } from "./charger-options.js";

/** A charge point to play with in one's own process; call `start` to connect it. It shares nothing with the driver but `ocpp-rpc`. */
export const createOcppChargerSimulator = (options: OcppChargerSimulatorOptions): ChargePoint =>
  new ChargePoint(options);
