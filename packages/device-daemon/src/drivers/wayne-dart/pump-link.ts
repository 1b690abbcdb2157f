import type { ControllerTransaction, PumpCommand, PumpTransaction } from "../../codecs/wayne-dart/index.js";
import type { Timers } from "../driver.js";
import type { DartLink } from "./dart-master.js";
import type { DartScheduler } from "./dart-scheduler.js";

/** Questions and commands to one pump, over polls that go on meanwhile. */
export interface PumpLink {
  /** True when the pump took it. */
  send(...transactions: readonly ControllerTransaction[]): Promise<boolean>;
  command(command: PumpCommand, isUrgent?: boolean): Promise<boolean>;
  /** Sends a request and waits for the first later transaction that `pick` takes; undefined: none came in time. */
  ask<T>(
    request: ControllerTransaction,
    pick: (transaction: PumpTransaction) => T | undefined,
    waitMs?: number,
  ): Promise<T | undefined>;
  /** Waits until a report makes `isTrue` true; false when it does not in time. */
  until(isTrue: () => boolean, waitMs?: number): Promise<boolean>;
  /** Hands a report to whoever waits. */
  onReport(transactions: readonly PumpTransaction[]): void;
  /** Whoever waits gets no answer. */
  giveUp(): void;
}

/** Several polls of a full line. */
const ANSWER_WAIT_MS = 3_000;

/** A request is harmless, so a noisy line gets it several times over. */
const REQUEST_ROUNDS = 3;

/** Creates the questioner of one pump. */
export const createPumpLink = (link: DartLink, scheduler: DartScheduler, timers: Timers): PumpLink => {
  const watchers = new Map<(transactions: readonly PumpTransaction[]) => void, () => void>();

  const watch = <T>(look: (transactions: readonly PumpTransaction[]) => T | undefined, waitMs: number) => {
    let stop = (): void => {};
    const seen = new Promise<T | undefined>((resolve) => {
      const watcher = (transactions: readonly PumpTransaction[]): void => {
        const found = look(transactions);
        if (found !== undefined) end(found);
      };
      const cancel = timers.after(waitMs, () => end(undefined));
      const end = (found: T | undefined): void => {
        watchers.delete(watcher);
        cancel();
        resolve(found);
      };
      stop = () => end(undefined);
      watchers.set(watcher, stop);
    });
    return { seen, stop: () => stop() };
  };

  return {
    send: (...transactions) => scheduler.send(link, transactions),
    command: (command, isUrgent) => scheduler.send(link, [{ name: "command", command }], isUrgent),
    async ask(request, pick, waitMs = ANSWER_WAIT_MS) {
      const { seen, stop } = watch((transactions) => {
        for (const each of transactions) {
          const found = pick(each);
          if (found !== undefined) return found;
        }
        return undefined;
      }, waitMs);
      // A request that was not taken is no answer yet: only silence after a taken one means that the pump does not know it.
      let isTaken = false;
      for (let round = 0; round < REQUEST_ROUNDS && !isTaken; round += 1)
        isTaken = await scheduler.send(link, [request]);
      if (!isTaken) stop();
      return seen;
    },
    async until(isTrue, waitMs = ANSWER_WAIT_MS) {
      if (isTrue()) return true;
      return (await watch(() => (isTrue() ? true : undefined), waitMs).seen) === true;
    },
    onReport(transactions) {
      for (const watcher of [...watchers.keys()]) watcher(transactions);
    },
    giveUp() {
      for (const stop of [...watchers.values()]) stop();
    },
  };
};
