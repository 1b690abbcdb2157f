import { type Kysely, type Migration, sql } from "kysely";
import { createTable } from "../create-table.js";

/** Sign-ins that end at once everywhere, refresh tokens that rotate, one-time codes, captchas and lock-outs. */
export const signIn: Migration = {
  up: async (db: Kysely<unknown>) => {
    for (const [column, initial] of [
      ["version", 1],
      ["version_at", 0],
      ["remembered", 0],
      ["rotating", 0],
    ] as const) {
      await db.schema
        .alterTable("sessions")
        .addColumn(column, column === "version_at" ? "bigint" : "integer", (made) => made.notNull().defaultTo(initial))
        .execute();
    }
    await db.schema.alterTable("sessions").addColumn("login_type", "text").execute();
    await db.schema.alterTable("roles").addColumn("login_type", "text").execute();
    for (const [loginType, codes] of [
      ["system", ["admin"]],
      ["merchant", ["cashier", "attendant"]],
      ["customer", ["member", "driver"]],
    ] as const) {
      await sql`update roles set login_type = ${loginType} where code in (${sql.join(codes)})`.execute(db);
    }
    await db.schema.createIndex("users_by_system_mobile").unique().on("users").columns(["system", "mobile"]).execute();
    await createTable(
      db,
      "refresh_tokens",
      {
        hash: "text",
        session_id: "text",
        previous_hash: "text?",
        salt: "text",
        created_at: "bigint",
        used_at: "bigint?",
      },
      { key: ["hash"], unique: [["previous_hash"]], index: [["session_id"]] },
    );
    await createTable(
      db,
      "one_time_codes",
      {
        system: "text",
        mobile: "text",
        purpose: "text",
        code_hash: "text",
        attempts: "integer",
        created_at: "bigint",
        expires_at: "bigint",
        used_at: "bigint?",
      },
      { key: ["system", "mobile"] },
    );
    await createTable(db, "captchas", { key: "text", answer_hash: "text", expires_at: "bigint" }, { key: ["key"] });
    await createTable(
      db,
      "attempts",
      { key: "text", count: "integer", last_at: "bigint", blocked_until: "bigint" },
      { key: ["key"] },
    );
  },
};
