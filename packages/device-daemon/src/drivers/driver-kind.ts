import type { z } from "zod";
import type { DeviceDriver, DriverHost } from "./driver.js";

/** One entry of `lines` in the configuration: which driver, and what that driver's own schema adds. */
export interface LineConfig {
  readonly driver: string;
}

/** A protocol that the configuration may name: adding one to the daemon is adding one of these. */
export interface DriverKind<Line extends LineConfig = LineConfig> {
  /** The value of `driver` in the configuration; also the protocol that frames of the line are decoded by. */
  readonly name: Line["driver"];
  /** Strict object schema with `driver` as a literal; its `meta` descriptions reach the editors' JSON schema. */
  readonly schema: z.ZodObject & z.ZodType<Line>;
  create(line: Line, host: DriverHost): DeviceDriver;
}
