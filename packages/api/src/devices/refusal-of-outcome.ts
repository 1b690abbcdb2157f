import type { CommandOutcome } from "@waystation/core/devices";
import { Refusal } from "../contract/refusal.js";

/** What a caller is told of a command that failed: no answer, no line, or the device's own reason. */
export const refusalOfOutcome = (
  { code, message }: Extract<CommandOutcome, { status: "failed" }>,
  device: string,
): Refusal => {
  if (code === "protocol.timeout") return new Refusal("device.timeout", { device });
  if (code === "device.offline") return new Refusal("device.offline", { device });
  return new Refusal("device.refused", { reason: `${code}: ${message}` });
};
