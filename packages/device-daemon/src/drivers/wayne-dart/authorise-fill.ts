import type { CommandFailureCode, CommandOutcome, PumpAuthorise } from "@waystation/core/devices";
import type { ControllerTransaction } from "../../codecs/wayne-dart/index.js";
import type { CommandContext } from "../driver.js";
import { hasNoFill, isUnderWay } from "./pump-reading.js";
import { readStatus } from "./read-pump.js";
import { remember, type Side } from "./side.js";
import type { FillMemory } from "./side-memory.js";

/** A command that was not carried out. */
export const failed = (code: CommandFailureCode, message: string): CommandOutcome => ({
  status: "failed",
  code,
  message,
});

const noAnswer = failed("protocol.timeout", "the pump did not take the command");

type Preset = NonNullable<FillMemory["preset"]>;

const presetOf = ({ units }: Side, { preset }: PumpAuthorise): Preset | undefined => {
  const value = preset.kind === "volume" ? units.fromMl(preset.volumeMl) : units.fromFen(preset.amountFen);
  const isShown = value !== undefined && value > 0 && value <= 99_999_999;
  return isShown ? { kind: preset.kind, units: value } : undefined;
};

/** Why this side may not be authorised now; undefined when it may. */
const objection = (side: Side, { nozzle, unitPrice }: PumpAuthorise): CommandOutcome | undefined => {
  const { pump, host, reading, memory, units } = side;
  if (!side.isOnline) return failed("device.offline", `${pump.id} does not answer`);
  if (!pump.nozzles.includes(nozzle)) return failed("device.refused", `${pump.id} has no nozzle ${nozzle}`);
  if (memory.fill) return failed("device.busy", `${pump.id} has a fill in hand`);
  if (!side.isSettled) return failed("device.not-ready", `${pump.id} is being read`);
  if (reading.status !== "reset") return failed("device.not-ready", `${pump.id} is ${reading.status}`);
  if (reading.isNozzleOut && reading.nozzle !== nozzle) {
    return failed("device.busy", `nozzle ${reading.nozzle} of ${pump.id} is lifted`);
  }
  const recordable = host.canRecord();
  if (!recordable.ok) return failed("device.unrecordable", recordable.reason);
  const shown = reading.prices.get(nozzle);
  if (shown === undefined || units.fromPriceText(unitPrice) !== shown) {
    const price = shown === undefined ? "none" : units.priceText(shown);
    return failed("device.price-mismatch", `the order's price is ${unitPrice}, the pump's is ${price}`);
  }
  return undefined;
};

const presetTransaction = ({ kind, units }: Preset): ControllerTransaction =>
  kind === "volume" ? { name: "preset-volume", volume: units } : { name: "preset-amount", amount: units };

/** The pump said no, or nothing: make sure that it does not start later. */
const takeBack = async (side: Side): Promise<CommandOutcome> => {
  const status = await readStatus(side);
  if (status !== undefined && hasNoFill(status)) {
    await remember(side, { fill: null });
    await side.link.command("reset");
    return failed("device.refused", "the pump did not accept the authorisation");
  }
  if (side.memory.fill) await remember(side, { fill: { ...side.memory.fill, isWithdrawn: true } });
  return noAnswer;
};

/**
 * Presets and releases the pump. "Authorise sent" is durable before the bytes leave; once it is, only a sale or a withdrawal
 * ends it, whatever is killed in between.
 */
export const authoriseFill = async (
  side: Side,
  command: PumpAuthorise,
  { correlationId, expiresAt }: CommandContext,
): Promise<CommandOutcome> => {
  const refusal = objection(side, command);
  if (refusal) return refusal;
  const preset = presetOf(side, command);
  if (!preset) return failed("device.refused", "the pump's display cannot show this preset");
  const { host, link, units, pump, memory, evidence } = side;
  const fill: FillMemory = {
    saleId: host.ids.next(),
    correlationId,
    authorisationId: command.authorisationId,
    orderNo: command.orderNo,
    nozzle: command.nozzle,
    unitPrice: units.priceText(side.reading.prices.get(command.nozzle) ?? 0),
    preset,
    startedAt: host.clock.now(),
    hasStarted: false,
    totalStart: memory.totals[command.nozzle] ?? null,
    isWithdrawn: false,
  };
  evidence.clear();
  side.preparing = fill;
  try {
    if (!(await link.send({ name: "allowed-nozzles", nozzles: [command.nozzle] }))) return noAnswer;
    if (!(await link.send(presetTransaction(preset)))) return noAnswer;
    if (host.clock.now() > expiresAt) return failed("command.expired", "the command expired while the line was busy");
    await remember(side, { fill, recorded: null });
    // All its answers may be lost though the pump took it: then the status tells.
    if (!(await link.command("authorise"))) await readStatus(side);
    const hasBegun = await link.until(() => !hasNoFill(side.reading.status));
    if (!hasBegun) return await takeBack(side);
    host.log.info({ pumpId: pump.id, correlationId, orderNo: command.orderNo }, "pump authorised");
    return { status: "done", data: { saleId: fill.saleId } };
  } finally {
    side.preparing = null;
  }
};

/** Stops the pump and waits until it says so. */
export const stopFill = async (side: Side): Promise<boolean> =>
  !isUnderWay(side.reading) ||
  ((await side.link.command("stop", true)) && side.link.until(() => !isUnderWay(side.reading)));

/** Takes an authorisation back: what has flowed becomes a sale. */
export const cancelFill = async (side: Side, authorisationId: string): Promise<CommandOutcome> => {
  const { fill } = side.memory;
  if (fill?.authorisationId !== authorisationId) {
    return failed("device.refused", `${side.pump.id} has no such authorisation`);
  }
  await remember(side, { fill: { ...fill, isWithdrawn: true } });
  if (!side.isOnline) return failed("device.offline", `${side.pump.id} does not answer; it is stopped when it does`);
  return (await stopFill(side)) ? { status: "done", data: { saleId: fill.saleId } } : noAnswer;
};
