import { type Kysely, type Migration, sql } from "kysely";
import { createTable } from "../create-table.js";

/** Several secrets for a gateway, so that they can be changed without a gap; one-time codes to enrol one; revocation. */
export const devices: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createTable(
      db,
      "gateway_secrets",
      { id: "id", gateway_id: "text", hash: "text", created_at: "bigint", expires_at: "bigint?" },
      { index: [["gateway_id"]] },
    );
    await sql`insert into gateway_secrets (gateway_id, hash, created_at)
      select id, secret_hash, created_at from gateways`.execute(db);
    await db.schema.alterTable("gateways").dropColumn("secret_hash").execute();
    await db.schema.alterTable("gateways").addColumn("revoked_at", "bigint").execute();
    await createTable(
      db,
      "gateway_codes",
      { code_hash: "text", gateway_id: "text", created_at: "bigint", expires_at: "bigint" },
      { key: ["code_hash"], unique: [["gateway_id"]] },
    );
  },
};
