import type { CommandEnvelope, CommandReply } from "@waystation/core/devices";
import type { Db } from "../database.js";

/** Commands as they left, and what became of them. */
export const deviceCommands = (db: Db) => ({
  store: (gatewayId: string, envelope: CommandEnvelope) =>
    db
      .insertInto("device_commands")
      .values({
        id: envelope.commandId,
        gateway_id: gatewayId,
        correlation_id: envelope.correlationId,
        type: envelope.command.type,
        body: JSON.stringify(envelope.command),
        issued_at: envelope.issuedAt,
        expires_at: envelope.expiresAt,
      })
      .execute(),
  /** The first reply stands: false for a repeated one, and for a command that this gateway was never sent. */
  storeReply: async (gatewayId: string, reply: CommandReply, at: number): Promise<boolean> => {
    const stored = await db
      .updateTable("device_commands")
      .set({ reply: JSON.stringify(reply.outcome), replied_at: at })
      .where("id", "=", reply.commandId)
      .where("gateway_id", "=", gatewayId)
      .where("reply", "is", null)
      .executeTakeFirst();
    return stored.numUpdatedRows === 1n;
  },
  byCorrelation: (correlationId: string) =>
    db
      .selectFrom("device_commands")
      .selectAll()
      .where("correlation_id", "=", correlationId)
      .orderBy("issued_at")
      .execute(),
});
