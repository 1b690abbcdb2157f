import { type Direction, formatHex } from "../../codecs/index.js";
import {
  type ControllerTransaction,
  createDartFrameParser,
  type DartFrame,
  decodeFromPump,
  encodeForPump,
  encodeFrame,
  type ParsedItem,
  type PumpTransaction,
} from "../../codecs/wayne-dart/index.js";
import type { Cancel, Timers } from "../driver.js";

/** What the line saw of one side since the start. */
export interface LinkCounters {
  sent: number;
  received: number;
  silent: number;
  repeated: number;
  refused: number;
  damaged: number;
}

/** The controller's memory of one side's link. */
export interface DartLink {
  readonly address: number;
  readonly counters: LinkCounters;
  /** Number of the next command; undefined: the pump's count is not known, begin anew at 0. */
  tx: number | undefined;
  /** The last data frame that was taken, as hex. */
  heard: string | undefined;
}

/** A fresh link. */
export const createDartLink = (address: number): DartLink => ({
  address,
  counters: { sent: 0, received: 0, silent: 0, repeated: 0, refused: 0, damaged: 0 },
  tx: undefined,
  heard: undefined,
});

/** What the master needs. */
export interface DartMasterOptions {
  readonly timers: Timers;
  readonly write: (bytes: Uint8Array) => void;
  readonly responseTimeoutMs: number;
  readonly attempts: number;
  /** Time of one byte on the wire. */
  readonly byteMs: number;
  /** Every data frame, refusal and damaged stretch; polls and plain acknowledgements are left out. */
  readonly onTrace: (address: number, direction: Direction, raw: Uint8Array, isData: boolean) => void;
}

interface Waiting {
  readonly address: number;
  readonly accepts: (frame: DartFrame) => boolean;
  readonly resolve: (found: { frame: DartFrame; raw: Uint8Array } | undefined) => void;
  readonly latestMs: number;
  cancel: Cancel;
}

/** Half-duplex master of one line: one exchange at a time. */
export interface DartMaster {
  receive(bytes: Uint8Array): void;
  /** The line closed: whoever waits gets no answer. */
  closed(): void;
  /** Undefined: no answer. An empty list: nothing new. Acknowledges data and drops repetitions. */
  poll(link: DartLink): Promise<readonly PumpTransaction[] | undefined>;
  /** True when the pump took the command. */
  command(link: DartLink, transactions: readonly ControllerTransaction[]): Promise<boolean>;
}

const returnStatus: readonly ControllerTransaction[] = [{ name: "command", command: "return-status" }];

/** A chattering line may lengthen an exchange to this many time-outs, not further. */
const LONGEST_EXCHANGE_TIMEOUTS = 4;

/** Creates the master of a line. Callers must not overlap: the scheduler sees to that. */
export const createDartMaster = (options: DartMasterOptions): DartMaster => {
  const { timers, responseTimeoutMs, onTrace } = options;
  const parser = createDartFrameParser();
  let waiting: Waiting | undefined;

  const finish = (found: { frame: DartFrame; raw: Uint8Array } | undefined): void => {
    const ended = waiting;
    waiting = undefined;
    ended?.cancel();
    ended?.resolve(found);
  };

  const arm = (waitMs: number): Cancel =>
    timers.after(waitMs, () => {
      for (const item of parser.flush()) noteOther(item);
      finish(undefined);
    });

  const noteOther = (item: ParsedItem): void => {
    if (item.kind !== "frame" && waiting) onTrace(waiting.address, "from-device", item.raw, false);
  };

  const exchange = (
    link: DartLink,
    raw: Uint8Array,
    accepts: (frame: DartFrame) => boolean,
  ): Promise<{ frame: DartFrame; raw: Uint8Array } | undefined> =>
    new Promise((resolve) => {
      link.counters.sent += 1;
      const waitMs = raw.length * options.byteMs + responseTimeoutMs;
      const latestMs = timers.elapsedMs() + waitMs + (LONGEST_EXCHANGE_TIMEOUTS - 1) * responseTimeoutMs;
      waiting = { address: link.address, accepts, resolve, latestMs, cancel: arm(waitMs) };
      options.write(raw);
    });

  /** Spends number 0 on a harmless request, so that a pump which takes a 0 for a repetition cannot swallow a command. */
  const beginCount = async (link: DartLink): Promise<void> => {
    if ((await offer(link, 0, returnStatus)) === "taken") link.tx = 1;
  };

  const offer = async (
    link: DartLink,
    tx: number,
    transactions: readonly ControllerTransaction[],
  ): Promise<"taken" | "refused" | "silent"> => {
    const raw = encodeFrame({ type: "data", address: link.address, tx, payload: encodeForPump(transactions) });
    onTrace(link.address, "to-device", raw, true);
    const answer = await exchange(
      link,
      raw,
      (frame) => frame.type === "control" && (frame.control === "ack" || frame.control === "nak") && frame.tx === tx,
    );
    if (!answer) {
      link.counters.silent += 1;
      return "silent";
    }
    link.counters.received += 1;
    if (answer.frame.type === "control" && answer.frame.control === "ack") return "taken";
    link.counters.refused += 1;
    onTrace(link.address, "from-device", answer.raw, false);
    return "refused";
  };

  return {
    receive(bytes) {
      for (const item of parser.push(bytes)) {
        if (item.kind !== "frame") noteOther(item);
        else if (waiting && item.frame.address === waiting.address && waiting.accepts(item.frame)) finish(item);
      }
      if (waiting && timers.elapsedMs() < waiting.latestMs) {
        waiting.cancel();
        waiting.cancel = arm(Math.min(responseTimeoutMs, waiting.latestMs - timers.elapsedMs()));
      }
    },
    closed() {
      parser.flush();
      finish(undefined);
    },
    async poll(link) {
      const request = encodeFrame({ type: "control", address: link.address, control: "poll", tx: 0 });
      const answer = await exchange(
        link,
        request,
        (frame) => frame.type === "data" || (frame.type === "control" && frame.control === "eot"),
      );
      if (!answer) {
        link.counters.silent += 1;
        return undefined;
      }
      link.counters.received += 1;
      const { frame, raw } = answer;
      if (frame.type === "control") return [];
      onTrace(link.address, "from-device", raw, true);
      options.write(encodeFrame({ type: "control", address: link.address, control: "ack", tx: frame.tx }));
      const hex = formatHex(raw);
      // A pump that restarted counts from 0 again: only the same number with the same bytes is a repetition.
      if (link.heard === hex) {
        link.counters.repeated += 1;
        return [];
      }
      link.heard = hex;
      return decodeFromPump(frame.payload);
    },
    async command(link, transactions) {
      for (let attempt = 0; attempt < options.attempts; attempt += 1) {
        if (link.tx === undefined) await beginCount(link);
        const { tx } = link;
        if (tx === undefined) continue;
        const outcome = await offer(link, tx, transactions);
        if (outcome === "taken") {
          link.tx = (tx + 1) % 16;
          return true;
        }
        if (outcome === "refused") link.tx = undefined;
      }
      // The pump may have taken the frame whose answer was lost: its number must not be used for another command.
      link.tx = undefined;
      return false;
    },
  };
};
