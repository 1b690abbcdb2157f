import type { CommandOutcome, DeviceCommand } from "@waystation/core/devices";
import { alarmCode, type PumpTransaction } from "../../codecs/wayne-dart/index.js";
import type { CommandContext } from "../driver.js";
import { authoriseFill, cancelFill, failed, stopFill } from "./authorise-fill.js";
import { acquaint, openManualFill, settle } from "./connect-side.js";
import { finishCompletedFill, finishVanishedFill, releasePump } from "./finish-fill.js";
import { alarmName, hasFlow, hasNoFill, isUnderWay, nothingRead, readOn } from "./pump-reading.js";
import { currentFill, pumpStateOf, remember, type Side } from "./side.js";
import { needsPrices, syncPrices } from "./sync-prices.js";

/** The state machine of one side, driven by what the pump reports and what the API commands. */
export interface PumpSide {
  readonly side: Side;
  onReport(transactions: readonly PumpTransaction[]): void;
  onOffline(): void;
  execute(command: DeviceCommand, context: CommandContext): Promise<CommandOutcome>;
  applyPrices(prices: ReadonlyMap<number, number>): void;
  /** Stops at once, whatever else is going on; what has flowed becomes a sale. */
  stopNow(): Promise<boolean>;
  /** The driver stops: no step goes on, and none records what it could not read. */
  halt(): void;
  /** Tells the state if it changed. */
  publish(): void;
}

/** After a step that did not succeed: so long until it is tried again. */
const RETRY_MS = 1_000;

/** What to do next with a side; undefined when all is done. First match wins; each resolves to false to be tried again later. */
const nextStep = (side: Side): (() => Promise<boolean>) | undefined => {
  const { reading, memory } = side;
  const { status } = reading;
  const { fill, recorded } = memory;
  if (!side.isOnline) return undefined;
  if (!side.isAcquainted) {
    return async () => {
      side.isAcquainted = await acquaint(side);
      return side.isAcquainted;
    };
  }
  if (fill && hasNoFill(status)) return () => finishVanishedFill(side, fill);
  if (fill?.isWithdrawn && isUnderWay(reading)) return () => stopFill(side);
  if (!fill && hasFlow(status)) return () => openManualFill(side);
  if (fill && !fill.hasStarted && hasFlow(status)) {
    return async () => {
      await remember(side, { fill: { ...fill, hasStarted: true, startedAt: side.host.clock.now() } });
      return true;
    };
  }
  if (status === "filling-completed") {
    if (fill) return () => finishCompletedFill(side, fill);
    if (recorded) return () => releasePump(side);
    return () => openManualFill(side);
  }
  const isAtRest = !fill && hasNoFill(status) && !reading.isNozzleOut;
  if (isAtRest && !side.isSettled) {
    return async () => {
      side.isSettled = await settle(side);
      return side.isSettled;
    };
  }
  if (isAtRest && status !== "switched-off" && needsPrices(side)) return () => syncPrices(side);
  return undefined;
};

/** Creates the machine of a side. Steps run one at a time; commands wait for the running step. */
export const createPumpSide = (initial: Side): PumpSide => {
  const side = initial;
  const { host, pump } = side;
  let lastPublished = "";
  let tail: Promise<unknown> = Promise.resolve();
  let isAdvancing = false;
  let notBeforeMs = 0;

  const publish = (): void => {
    const state = pumpStateOf(side);
    const text = JSON.stringify({ ...state, at: 0 });
    if (text === lastPublished) return;
    lastPublished = text;
    host.publish(state);
  };

  const exclusively = <T>(run: () => Promise<T>): Promise<T> => {
    const result = tail.then(run);
    tail = result.catch(() => {});
    return result;
  };

  const takeSteps = async (): Promise<void> => {
    for (let step = nextStep(side); step; step = nextStep(side)) {
      const isDone = await step();
      publish();
      if (!isDone) {
        notBeforeMs = host.timers.elapsedMs() + RETRY_MS;
        return;
      }
    }
  };

  const advance = (): void => {
    if (isAdvancing || host.timers.elapsedMs() < notBeforeMs || !nextStep(side)) return;
    isAdvancing = true;
    // A store that fails (disk full) leaves the pump unreleased and the fill remembered: the step is tried again.
    exclusively(takeSteps)
      .catch((error: unknown) => {
        notBeforeMs = host.timers.elapsedMs() + RETRY_MS;
        host.log.error({ pumpId: pump.id, error: String(error) }, "a step could not be stored; trying again");
      })
      .finally(() => {
        isAdvancing = false;
        publish();
      });
  };

  const reportAlarm = (alarm: Parameters<typeof alarmCode>[0]): void => {
    const name = alarmName(alarm);
    host.log.warn({ pumpId: pump.id, alarm: name }, "the pump reports an alarm");
    host
      .record({
        correlationId: currentFill(side)?.correlationId ?? host.ids.next(),
        body: { type: "pump.alarm", pumpId: pump.id, alarm: name, rawCode: alarmCode(alarm) },
      })
      .catch((error: unknown) => host.log.error({ pumpId: pump.id, error: String(error) }, "alarm not stored"));
  };

  const withdraw = async (): Promise<void> => {
    const { fill } = side.memory;
    if (fill && !fill.isWithdrawn) await remember(side, { fill: { ...fill, isWithdrawn: true } });
  };

  return {
    side,
    onReport(transactions) {
      if (!side.isOnline) {
        side.isOnline = true;
        host.log.info({ pumpId: pump.id }, "the pump answers");
      }
      const onlyNozzle = pump.nozzles.length === 1 ? pump.nozzles[0] : undefined;
      for (const transaction of transactions) {
        side.reading = readOn(side.reading, transaction, onlyNozzle);
        if (transaction.name === "alarm") reportAlarm(transaction.alarm);
      }
      side.link.onReport(transactions);
      publish();
      advance();
    },
    onOffline() {
      if (!side.isOnline) return;
      side.isOnline = false;
      side.isAcquainted = false;
      side.isSettled = false;
      side.reading = { ...nothingRead, volume: side.reading.volume, amount: side.reading.amount };
      side.link.giveUp();
      host.log.warn({ pumpId: pump.id }, "the pump does not answer");
      publish();
    },
    async execute(command, context) {
      if (command.type !== "pump.authorise" && command.type !== "pump.cancel") {
        return failed("command.unsupported", `${command.type} is not for a pump`);
      }
      try {
        const outcome = await exclusively(() =>
          command.type === "pump.authorise"
            ? authoriseFill(side, command, context)
            : cancelFill(side, command.authorisationId),
        );
        publish();
        advance();
        return outcome;
      } catch (error) {
        host.log.error({ pumpId: pump.id, error: String(error) }, "the command could not be stored");
        return failed("device.unrecordable", "the authorisation could not be stored");
      }
    },
    applyPrices(prices) {
      side.wanted = prices;
      advance();
    },
    halt() {
      side.isOnline = false;
      side.link.giveUp();
    },
    publish,
    async stopNow() {
      const isTaken = side.link.command("stop", true);
      await exclusively(withdraw);
      return isTaken;
    },
  };
};
