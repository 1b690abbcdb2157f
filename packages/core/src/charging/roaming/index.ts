export { type OcpiCdrCharge, type OcpiChargingPeriod, ocpiCdrCharge } from "./ocpi-cdr.js";
export { type Tcec102ChargeDetail, type Tcec102Error, type Tcec102Order, tcec102Order } from "./tcec102-order.js";
