export type { CommandLog, CommandReceipt } from "./command-log.js";
export {
  type DaemonStore,
  DEFAULT_LIMITS,
  openStore,
  type StoreError,
  type StoreLimits,
  type StoreOptions,
  visitStore,
} from "./open-store.js";
export type {
  Acknowledgement,
  DeadLetter,
  JournalChanges,
  NewOutboxEvent,
  OutboxStatus,
  OutboxStore,
} from "./outbox-store.js";
