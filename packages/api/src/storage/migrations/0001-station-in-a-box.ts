import type { Kysely, Migration } from "kysely";
import { createTable } from "../create-table.js";

/** The tables of the first release. A column is its type, with `?` where it may be null; `id` numbers itself. */
export const stationInABox: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createTable(
      db,
      "roles",
      { id: "id", system: "text", code: "text", name: "text", permissions: "text" },
      { unique: [["system", "code"]] },
    );
    await createTable(
      db,
      "users",
      {
        id: "id",
        system: "text",
        username: "text",
        password_hash: "text",
        real_name: "text?",
        mobile: "text?",
        email: "text?",
        role_id: "integer",
        status: "integer",
        avatar: "text?",
        license_plate: "text?",
        battery_wh: "bigint?",
        last_login_at: "bigint?",
        created_at: "bigint",
        updated_at: "bigint",
      },
      { unique: [["system", "username"]] },
    );
    await createTable(
      db,
      "sessions",
      { id: "text", user_id: "integer", created_at: "bigint", expires_at: "bigint" },
      { key: ["id"], index: [["user_id"]] },
    );
    await createTable(
      db,
      "stations",
      {
        id: "id",
        code: "text",
        name: "text",
        city: "text?",
        address: "text?",
        phone: "text?",
        time_zone: "text",
        status: "integer",
      },
      { unique: [["code"]] },
    );
    await createTable(db, "oils", {
      id: "id",
      name: "text",
      code: "text",
      type: "text",
      unit: "text",
      cost_price: "bigint?",
      status: "integer",
      created_at: "bigint",
      updated_at: "bigint",
    });
    await createTable(
      db,
      "oil_prices",
      {
        id: "id",
        oil_id: "integer",
        price: "bigint",
        effective_at: "bigint",
        remark: "text?",
        created_by: "integer?",
        created_at: "bigint",
      },
      { index: [["oil_id", "effective_at"]] },
    );
    await createTable(
      db,
      "oil_guns",
      {
        id: "id",
        gun_no: "text",
        station_id: "integer",
        oil_id: "integer",
        status: "integer",
        remark: "text?",
        gateway_id: "text?",
        pump_id: "text?",
        nozzle: "integer?",
      },
      { unique: [["station_id", "gun_no"]] },
    );
    await createTable(
      db,
      "members",
      { id: "id", user_id: "integer", member_no: "text", status: "integer", created_at: "bigint" },
      { unique: [["member_no"]] },
    );
    await createTable(db, "coupons", {
      id: "id",
      name: "text",
      type: "integer",
      discount_fen: "bigint",
      min_fen: "bigint",
      starts_at: "bigint",
      ends_at: "bigint",
      oil_ids: "text?",
      status: "integer",
    });
    await createTable(
      db,
      "user_coupons",
      {
        id: "id",
        coupon_id: "integer",
        user_id: "integer",
        status: "integer",
        order_id: "integer?",
        used_at: "bigint?",
      },
      { index: [["user_id"]] },
    );
    await createTable(
      db,
      "fuel_orders",
      {
        id: "id",
        order_no: "text",
        correlation_id: "text",
        station_id: "integer",
        member_id: "integer?",
        oil_id: "integer",
        oil_gun_id: "integer",
        service_type: "integer?",
        preset_ml: "bigint?",
        preset_fen: "bigint?",
        unit_price: "bigint",
        measured_ml: "bigint?",
        total_fen: "bigint",
        discount_fen: "bigint",
        paid_fen: "bigint",
        vehicle_no: "text?",
        attendant_id: "integer?",
        remark: "text?",
        state: "text",
        version: "integer",
        created_at: "bigint",
      },
      { unique: [["order_no"], ["correlation_id"]], index: [["station_id", "created_at"], ["member_id"]] },
    );
    await createTable(
      db,
      "order_timeline",
      {
        id: "id",
        correlation_id: "text",
        at: "bigint",
        event: "text",
        from_state: "text",
        to_state: "text",
        actor: "text",
        reason: "text?",
      },
      { index: [["correlation_id"]] },
    );
    await createTable(
      db,
      "refuel_records",
      {
        id: "id",
        order_id: "integer",
        oil_gun_id: "integer",
        operator_id: "integer?",
        authorisation_id: "text",
        state: "text",
        volume_ml: "bigint?",
        amount_fen: "bigint?",
        sale_id: "text?",
        started_at: "bigint",
        ended_at: "bigint?",
      },
      { unique: [["authorisation_id"], ["sale_id"]], index: [["order_id"]] },
    );
    await createTable(
      db,
      "unattributed_sales",
      {
        sale_id: "text",
        correlation_id: "text",
        gateway_id: "text",
        pump_id: "text",
        nozzle: "integer",
        volume_ml: "bigint",
        amount_fen: "bigint",
        ended_at: "bigint",
        body: "text",
      },
      { key: ["sale_id"] },
    );
    await createTable(
      db,
      "payments",
      {
        id: "id",
        order_id: "integer",
        correlation_id: "text",
        method: "text",
        amount_fen: "bigint",
        transaction_id: "text?",
        cashier_id: "integer?",
        state: "text",
        paid_at: "bigint",
      },
      { unique: [["method", "transaction_id"]], index: [["order_id"], ["correlation_id"]] },
    );
    await createTable(
      db,
      "ledger_accounts",
      {
        id: "text",
        unit: "text",
        side: "text",
        balance: "bigint",
        held: "bigint",
        version: "integer",
        may_be_negative: "integer",
      },
      { key: ["id"] },
    );
    await createTable(
      db,
      "ledger_entries",
      {
        id: "id",
        transaction_id: "text",
        account_id: "text",
        kind: "text",
        amount: "bigint",
        version: "integer",
        balance_after: "bigint",
        held_after: "bigint",
        cause: "text",
        correlation_id: "text",
        actor: "text",
        request_id: "text?",
        at: "bigint",
      },
      { unique: [["account_id", "version"]], index: [["correlation_id"], ["transaction_id"]] },
    );
    await createTable(db, "counters", { key: "text", value: "bigint" }, { key: ["key"] });
    await createTable(
      db,
      "idempotency_keys",
      { scope: "text", key: "text", request_hash: "text", status: "integer", body: "text", created_at: "bigint" },
      { key: ["scope", "key"] },
    );
    await createTable(
      db,
      "gateways",
      { id: "text", station_id: "integer", secret_hash: "text", created_at: "bigint" },
      { key: ["id"] },
    );
    await createTable(
      db,
      "device_streams",
      { gateway_id: "text", epoch: "text", up_to: "bigint" },
      { key: ["gateway_id", "epoch"] },
    );
    await createTable(
      db,
      "device_events",
      {
        gateway_id: "text",
        epoch: "text",
        seq: "bigint",
        hash: "text",
        type: "text",
        correlation_id: "text",
        occurred_at: "bigint",
        clock_synchronised: "integer",
        received_at: "bigint",
        body: "text",
      },
      { key: ["gateway_id", "epoch", "seq"], index: [["correlation_id"]] },
    );
    await createTable(db, "device_quarantine", {
      id: "id",
      gateway_id: "text",
      epoch: "text",
      seq: "bigint",
      hash: "text",
      reason: "text",
      received_at: "bigint",
      body: "text",
    });
    await createTable(
      db,
      "device_commands",
      {
        id: "text",
        gateway_id: "text",
        correlation_id: "text",
        type: "text",
        body: "text",
        issued_at: "bigint",
        expires_at: "bigint",
        reply: "text?",
        replied_at: "bigint?",
      },
      { key: ["id"], index: [["correlation_id"]] },
    );
    await createTable(
      db,
      "charging_piles",
      {
        id: "id",
        code: "text",
        station_id: "integer",
        mode: "text",
        power_w: "integer",
        gateway_id: "text?",
        charger_id: "text?",
        connector: "integer",
      },
      { unique: [["station_id", "code"]] },
    );
    await createTable(
      db,
      "charging_events",
      { id: "id", station_id: "integer", at: "bigint", event: "text" },
      { index: [["station_id"]] },
    );
    await createTable(
      db,
      "charging_requests",
      {
        id: "id",
        user_id: "integer",
        station_id: "integer",
        correlation_id: "text",
        number: "text",
        mode: "text",
        quantity: "text",
        state: "text",
        pile_id: "integer?",
        transaction_id: "text?",
        meter_start_wh: "bigint?",
        id_tag: "text",
        created_at: "bigint",
        called_at: "bigint?",
        ended_at: "bigint?",
      },
      { index: [["user_id"], ["transaction_id"], ["correlation_id"]] },
    );
    await createTable(
      db,
      "charging_readings",
      { request_id: "integer", transaction_id: "text", at: "bigint", energy_wh: "bigint" },
      { key: ["transaction_id", "at"] },
    );
    await createTable(
      db,
      "charging_records",
      {
        id: "id",
        request_id: "integer",
        user_id: "integer",
        pile_id: "integer",
        transaction_id: "text",
        started_at: "bigint",
        stopped_at: "bigint",
        energy_wh: "bigint",
        energy_fen: "bigint",
        service_fen: "bigint",
        total_fen: "bigint",
        lines: "text",
      },
      { index: [["user_id"], ["request_id"]] },
    );
  },
};
