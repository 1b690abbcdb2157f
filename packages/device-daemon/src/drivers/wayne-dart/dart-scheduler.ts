import type { ControllerTransaction, PumpTransaction } from "../../codecs/wayne-dart/index.js";
import type { Cancel, Timers } from "../driver.js";
import type { DartLink, DartMaster } from "./dart-master.js";

/** One side as the scheduler serves it. */
export interface ScheduledSide {
  readonly link: DartLink;
  readonly isOnline: boolean;
  /** A valid answer to a poll; empty: nothing new. */
  onReport(transactions: readonly PumpTransaction[]): void;
  /** A poll without an answer. */
  onSilence(): void;
}

/** Shares one line between its sides: commands first, polls in turn. */
export interface DartScheduler {
  run(sides: readonly ScheduledSide[]): void;
  stop(): void;
  lineOpened(): void;
  lineClosed(): void;
  /** Queues a command; false when the pump did not take it, or the line is closed. */
  send(link: DartLink, transactions: readonly ControllerTransaction[], isUrgent?: boolean): Promise<boolean>;
}

interface Job {
  readonly link: DartLink;
  readonly transactions: readonly ControllerTransaction[];
  readonly resolve: (isTaken: boolean) => void;
}

/** A dead side costs the others one time-out this often. */
const OFFLINE_POLL_MS = 1_000;

/** Creates the scheduler of one line. */
export const createDartScheduler = (master: DartMaster, timers: Timers, pollIntervalMs: number): DartScheduler => {
  const jobs: Job[] = [];
  const dueMs = new Map<DartLink, number>();
  let isOpen = false;
  let isStopped = false;
  let wake = (): void => {};

  /** Sides that were not polled yet come first. */
  const dueOf = (link: DartLink): number => dueMs.get(link) ?? -1;

  const pause = (delayMs: number | undefined): Promise<void> =>
    new Promise((resolve) => {
      const cancel: Cancel = delayMs === undefined ? () => {} : timers.after(delayMs, () => wake());
      wake = () => {
        wake = () => {};
        cancel();
        resolve();
      };
    });

  const poll = async (side: ScheduledSide): Promise<void> => {
    const startedMs = timers.elapsedMs();
    const report = await master.poll(side.link);
    if (report) side.onReport(report);
    else side.onSilence();
    dueMs.set(side.link, startedMs + (side.isOnline ? pollIntervalMs : Math.max(pollIntervalMs, OFFLINE_POLL_MS)));
  };

  const carryOut = async ({ link, transactions, resolve }: Job): Promise<void> => {
    resolve(await master.command(link, transactions));
    dueMs.set(link, 0);
  };

  const loop = async (sides: readonly ScheduledSide[]): Promise<void> => {
    while (!isStopped) {
      const job = isOpen ? jobs.shift() : undefined;
      const [next] = [...sides].sort((a, b) => dueOf(a.link) - dueOf(b.link));
      const waitMs = next ? dueOf(next.link) - timers.elapsedMs() : undefined;
      if (job) await carryOut(job);
      else if (!isOpen || !next) await pause(undefined);
      else if (waitMs !== undefined && waitMs > 0) await pause(waitMs);
      else await poll(next);
    }
  };

  const dropJobs = (): void => {
    for (const job of jobs.splice(0)) job.resolve(false);
  };

  return {
    run: (sides) => void loop(sides),
    stop() {
      isStopped = true;
      dropJobs();
      master.closed();
      wake();
    },
    lineOpened() {
      isOpen = true;
      dueMs.clear();
      wake();
    },
    lineClosed() {
      isOpen = false;
      dropJobs();
      master.closed();
    },
    send: (link, transactions, isUrgent = false) =>
      new Promise((resolve) => {
        if (!isOpen || isStopped) return resolve(false);
        const job = { link, transactions, resolve };
        if (isUrgent) jobs.unshift(job);
        else jobs.push(job);
        wake();
      }),
  };
};
