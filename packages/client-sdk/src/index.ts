export {
  type Charging,
  type ChargingClient,
  type ChargingClientOptions,
  type ChargingCredentials,
  createChargingClient,
} from "./charging.js";
export { createFuelClient, type Fuel, type FuelClient, type FuelClientOptions, type FuelCredentials } from "./fuel.js";
export * from "./public.js";
