import type { DeviceEventBody, EquipmentState } from "@waystation/core/devices";
import { pino } from "pino";
import type { DriverHost, FrameTrace, NewEvent } from "../../src/drivers/driver.js";
import { createSystemTimers } from "../../src/runtime/index.js";

/** A host whose store is memory: it survives the driver, as the real store survives the process. */
export interface MemoryHost extends DriverHost {
  readonly events: NewEvent[];
  readonly frames: FrameTrace[];
  readonly journalEntries: Map<string, string>;
  /** Stands for the store: calls `commit`, or throws; never resolves where a kill shall happen, before or after it. */
  onRecord: (commit: () => void) => Promise<void>;
  unrecordable: string | undefined;
  /** Resolves with the latest state that satisfies, past or future. */
  state<K extends EquipmentState>(isWanted: (state: K) => boolean): Promise<K>;
  /** Resolves with the first event of a type that is not taken yet. */
  event<T extends DeviceEventBody["type"]>(
    type: T,
  ): Promise<NewEvent & { body: Extract<DeviceEventBody, { type: T }> }>;
}

/** Creates a host; ids are counted, the clock is the machine's. */
export const createMemoryHost = (): MemoryHost => {
  const journal = new Map<string, string>();
  const events: NewEvent[] = [];
  const taken = new Set<NewEvent>();
  const frames: FrameTrace[] = [];
  const watchers = new Set<() => void>();
  const latest = new Map<string, EquipmentState>();
  let ids = 0;
  const changed = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const watcher = (): void => {
        const found = look();
        if (found === undefined) return;
        watchers.delete(watcher);
        resolve(found);
      };
      watchers.add(watcher);
      watcher();
    });
  const host: MemoryHost = {
    clock: { now: () => Date.now() },
    timers: createSystemTimers(),
    ids: { next: () => `id-${++ids}` },
    log: pino({ level: process.env.WAYSTATION_TEST_LOG ?? "silent" }),
    journal: {
      get: async (key) => {
        const text = journal.get(key);
        return text === undefined ? undefined : JSON.parse(text);
      },
      set: async (key, value) => {
        journal.set(key, JSON.stringify(value));
      },
      delete: async (key) => {
        journal.delete(key);
      },
    },
    journalEntries: journal,
    record: (event, changes = {}) =>
      host.onRecord(() => {
        events.push(event);
        for (const [key, value] of Object.entries(changes)) journal.set(key, JSON.stringify(value));
        changed();
      }),
    publish(state) {
      latest.set(state.kind === "pump" ? state.pumpId : state.chargerId, state);
      changed();
    },
    trace: (frame) => frames.push(frame),
    canRecord: () => (host.unrecordable ? { ok: false, reason: host.unrecordable } : { ok: true }),
    events,
    frames,
    onRecord: async (commit) => commit(),
    unrecordable: undefined,
    state: <K extends EquipmentState>(isWanted: (state: K) => boolean) =>
      until(() => ([...latest.values()] as K[]).find(isWanted)),
    event: <T extends DeviceEventBody["type"]>(type: T) =>
      until(() => {
        const found = events.find((event) => event.body.type === type && !taken.has(event));
        if (found) taken.add(found);
        return found as (NewEvent & { body: Extract<DeviceEventBody, { type: T }> }) | undefined;
      }),
  };
  return host;
};
