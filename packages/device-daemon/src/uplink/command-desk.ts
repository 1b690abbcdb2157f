import {
  type CommandEnvelope,
  type CommandOutcome,
  type CommandReply,
  commandEnvelope,
  type DeviceCommand,
} from "@waystation/core/devices";
import type { Clock } from "@waystation/core/kernel";
import type { Logger } from "pino";
import { z } from "zod";
import type { DeviceDriver } from "../drivers/driver.js";
import type { CommandLog } from "../outbox/index.js";

export interface CommandDeskOptions {
  readonly commands: CommandLog;
  readonly clock: Clock;
  readonly log: Logger;
  /** The driver that answers for a pump or charger. */
  driverOf(equipmentId: string): DeviceDriver | undefined;
  /** True once the broker has the reply. */
  send(reply: CommandReply): Promise<boolean>;
}

type Failure = Extract<CommandOutcome, { status: "failed" }>;

const failed = (code: Failure["code"], message: string): Failure => ({ status: "failed", code, message });

const equipmentOf = (command: DeviceCommand): string => ("pumpId" in command ? command.pumpId : command.chargerId);

/** What is needed to answer a message that is no valid command. */
const addressed = z.object({
  commandId: z.string().min(1).max(64),
  correlationId: z.string().min(1).max(64),
  command: z.object({ type: z.string() }).optional().catch(undefined),
});

const knownTypes = new Set<string>(
  commandEnvelope.shape.command.options.map((each) => each.shape.type.value satisfies string),
);

/**
 * Takes commands: each has its effect at most once, its reply is stored before it is sent, and a repeated id gets the first reply again.
 * A command that a crash cut off is answered `command.interrupted` and never carried out again.
 */
export class CommandDesk {
  readonly #options: CommandDeskOptions;

  constructor(options: CommandDeskOptions) {
    this.#options = options;
  }

  /** After a start, before the first command: answers what the last run left open. */
  async recover(): Promise<void> {
    for (const envelope of await this.#options.commands.unanswered()) {
      this.#options.log.warn({ commandId: envelope.commandId }, "command was cut off by a stop of the daemon");
      await this.#store(envelope, failed("command.interrupted", "the daemon stopped while it carried out the command"));
    }
  }

  /** Sends the replies that the broker has not taken. */
  async deliver(): Promise<void> {
    for (const reply of await this.#options.commands.undelivered()) await this.#send(reply);
  }

  /** Takes one message of the command topic. */
  async handle(payload: unknown): Promise<void> {
    const parsed = commandEnvelope.safeParse(payload);
    if (!parsed.success) return this.#refuseMalformed(payload, parsed.error);
    const envelope = parsed.data;
    const receipt = await this.#options.commands.receive(envelope);
    if (receipt.status === "running") return;
    if (receipt.status === "answered") return this.#send(receipt.reply);
    await this.#send(await this.#store(envelope, await this.#carryOut(envelope)));
  }

  async #carryOut(envelope: CommandEnvelope): Promise<CommandOutcome> {
    const { clock, driverOf, log } = this.#options;
    const { command, commandId, correlationId, expiresAt } = envelope;
    const lateMs = clock.now() - envelope.expiresAt;
    if (lateMs > 0) return failed("command.expired", `the command expired ${lateMs} ms ago by the daemon's clock`);
    const driver = driverOf(equipmentOf(command));
    if (!driver) return failed("device.unknown", `no pump or charger ${equipmentOf(command)} behind this gateway`);
    try {
      return await driver.execute(command, { commandId, correlationId, expiresAt });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error({ commandId, correlationId }, `driver failed on ${command.type}: ${reason}`);
      log.debug({ stack: error instanceof Error ? error.stack : undefined }, "driver failed");
      return failed("command.interrupted", "the driver failed; what the device did is not known");
    }
  }

  async #store({ commandId, correlationId }: CommandEnvelope, outcome: CommandOutcome): Promise<CommandReply> {
    const reply: CommandReply = { v: 1, commandId, correlationId, at: this.#options.clock.now(), outcome };
    await this.#options.commands.answer(reply);
    return reply;
  }

  async #send(reply: CommandReply): Promise<void> {
    if (await this.#options.send(reply)) await this.#options.commands.delivered(reply.commandId);
  }

  async #refuseMalformed(payload: unknown, error: z.ZodError): Promise<void> {
    const issue = error.issues[0];
    const reason = `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a command"}`;
    this.#options.log.warn(`command refused: ${reason}`);
    const known = addressed.safeParse(payload);
    if (!known.success) return;
    const { commandId, correlationId, command } = known.data;
    const outcome =
      command && !knownTypes.has(command.type)
        ? failed("command.unsupported", `this daemon does not know the command ${command.type}`.slice(0, 500))
        : failed("command.malformed", reason.slice(0, 500));
    await this.#options.send({ v: 1, commandId, correlationId, at: this.#options.clock.now(), outcome });
  }
}
