import { deviceEvent } from "@waystation/core/devices";
import type { Clock, Ids } from "@waystation/core/kernel";
import type { Logger } from "pino";
import type { DriverHost, Timers } from "../drivers/driver.js";
import type { DaemonStore } from "../outbox/index.js";
import type { Uplink } from "../uplink/index.js";
import type { RecordingGuard } from "./recording-guard.js";

export interface DriverHostOptions {
  /** Names the line in the log. */
  readonly lineName: string;
  /**
   * What the line's frames are decoded by, and the namespace of its journal: keys name the equipment, so they are found again when a
   * pump is moved to another line of the same protocol.
   */
  readonly protocol: string;
  readonly store: DaemonStore;
  readonly guard: RecordingGuard;
  /** Known only once all drivers are made. */
  uplink(): Pick<Uplink, "publish" | "wake">;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly log: Logger;
}

/** What one driver is handed: its own journal and log, and the shared road to the API. */
export const createDriverHost = (options: DriverHostOptions): DriverHost => {
  const { store, guard, clock, timers, ids } = options;
  const keyOf = (key: string) => `${options.protocol}/${key}`;
  return {
    clock,
    timers,
    ids,
    log: options.log.child({ line: options.lineName }),
    journal: {
      get: (key) => store.journal.get(keyOf(key)),
      set: (key, value) => store.journal.set(keyOf(key), value),
      delete: (key) => store.journal.delete(keyOf(key)),
    },
    record: async ({ correlationId, body }, journal = {}) => {
      const changes = Object.fromEntries(Object.entries(journal).map(([key, value]) => [keyOf(key), value]));
      const event = {
        correlationId,
        occurredAt: clock.now(),
        uptimeMs: Math.floor(timers.elapsedMs()),
        clockSynchronised: guard.clockSynchronised(),
        body,
      };
      const wrong = deviceEvent.safeParse({ seq: 1, ...event }).error?.issues[0];
      if (wrong) {
        const reason = `breaks the contract: ${wrong.path.join(".")}: ${wrong.message}`;
        options.log.error({ line: options.lineName, correlationId }, `event ${reason}; kept as a dead letter`);
        await store.outbox.bury(event, reason, changes);
        return;
      }
      await store.outbox.append(event, changes);
      options.uplink().wake();
    },
    publish: (state) => options.uplink().publish(state),
    trace: (frame) => store.frames.add(frame, options.protocol),
    canRecord: () => guard.canRecord(),
  };
};
