import type { DriverKind } from "./driver-kind.js";
import { createOcppDriver, type OcppConfig, ocppConfig } from "./ocpp/index.js";
import { wayneDartKind } from "./wayne-dart/index.js";

const ocppKind: DriverKind<OcppConfig> = { name: "ocpp", schema: ocppConfig, create: createOcppDriver };

/** Every protocol of this daemon: a new one is one entry. */
export const driverKinds: readonly DriverKind[] = [wayneDartKind, ocppKind];
