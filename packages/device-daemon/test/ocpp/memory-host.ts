import type { ChargerState, DeviceEventBody } from "@waystation/core/devices";
import { deviceEventBody, equipmentState } from "@waystation/core/devices";
import { pino } from "pino";
import type { DriverHost, FrameTrace, NewEvent } from "../../src/drivers/driver.js";
import type { ManualTime } from "./manual-time.js";

/** A store that outlives its driver: what a restart finds. */
export interface MemoryStore {
  readonly events: NewEvent[];
  readonly journal: Map<string, string>;
}

/** A driver's host in memory. Everything that passes is checked against the device contract. */
export interface MemoryHost extends DriverHost {
  readonly store: MemoryStore;
  readonly frames: FrameTrace[];
  /** Frames and stores in the order they happened. */
  readonly order: string[];
  state(chargerId: string): ChargerState | undefined;
  bodies<Type extends DeviceEventBody["type"]>(type: Type): Extract<DeviceEventBody, { type: Type }>[];
  /** What the store does before it commits; tests hold it up or let it fail. */
  beforeCommit: () => Promise<void>;
  full: boolean;
  /** Events and states that break the device contract. */
  readonly violations: unknown[];
}

let ids = 0;

export const createMemoryHost = (
  { clock, timers }: ManualTime,
  store: MemoryStore = { events: [], journal: new Map() },
): MemoryHost => {
  const states = new Map<string, ChargerState>();
  const check = ({ error }: { readonly error?: unknown }): void => {
    if (error === undefined) return;
    host.violations.push(error);
    throw error;
  };
  const host: MemoryHost = {
    clock,
    timers,
    store,
    frames: [],
    order: [],
    full: false,
    violations: [],
    ids: { next: () => `id-${++ids}` },
    log: pino({ level: "silent" }),
    journal: {
      get: async <T>(key: string) => {
        const value = store.journal.get(key);
        return value === undefined ? undefined : (JSON.parse(value) as T);
      },
      set: async (key, value) => void store.journal.set(key, JSON.stringify(value)),
      delete: async (key) => void store.journal.delete(key),
    },
    beforeCommit: async () => {},
    record: async (event, journal = {}) => {
      await host.beforeCommit();
      check(deviceEventBody.safeParse(event.body));
      store.events.push(event);
      for (const [key, value] of Object.entries(journal)) store.journal.set(key, JSON.stringify(value));
      host.order.push(`stored ${event.body.type}`);
    },
    publish: (state) => {
      check(equipmentState.safeParse(state));
      if (state.kind === "charger") states.set(state.chargerId, state);
    },
    trace: (frame) => {
      host.frames.push(frame);
      host.order.push(`${frame.direction} ${frame.frame}`);
    },
    canRecord: () => (host.full ? { ok: false, reason: "disk full" } : { ok: true }),
    state: (chargerId) => states.get(chargerId),
    bodies: (type) =>
      store.events
        .map(({ body }) => body)
        .filter((body): body is Extract<DeviceEventBody, { type: typeof type }> => body.type === type),
  };
  return host;
};
