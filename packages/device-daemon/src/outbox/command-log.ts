import type { CommandEnvelope, CommandReply } from "@waystation/core/devices";

/** What the log knows of a command id. */
export type CommandReceipt =
  | { readonly status: "new" }
  | { readonly status: "running" }
  | { readonly status: "answered"; readonly reply: CommandReply };

/** Every command that was taken, so that none has its effect twice. */
export interface CommandLog {
  /** Stores a command unless its id is known; `new` is given once, and before it the row is durable. */
  receive(envelope: CommandEnvelope): Promise<CommandReceipt>;
  /** Stores the reply; the first one stands. */
  answer(reply: CommandReply): Promise<void>;
  /** Commands without a reply: after a start, those that a crash cut off. */
  unanswered(): Promise<readonly CommandEnvelope[]>;
  /** Replies that the broker has not taken yet, oldest first. */
  undelivered(): Promise<readonly CommandReply[]>;
  /** The broker took a reply. */
  delivered(commandId: string): Promise<void>;
}
