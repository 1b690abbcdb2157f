import type { DriverKind } from "./driver-kind.js";

/** Every protocol of this daemon: a new one is one entry. */
export const driverKinds: readonly DriverKind[] = [];
