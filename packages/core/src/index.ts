export * from "./charging/index.js";
export * from "./coupons/index.js";
export type { MeterReading as DeviceMeterReading } from "./devices/index.js";
export * from "./devices/index.js";
export * from "./fulfilment/index.js";
export * from "./iam/index.js";
export * from "./kernel/index.js";
export * from "./ledger/index.js";
export * from "./membership/index.js";
export * from "./money/index.js";
export * from "./orders/index.js";
export * from "./payments/index.js";
// Two modules have readings of a meter: here the bare name is the one that is priced.
export type { MeterReading } from "./pricing/index.js";
export * from "./pricing/index.js";
export * from "./quantity/index.js";
export * from "./settlement/index.js";
export * from "./statistics/index.js";
