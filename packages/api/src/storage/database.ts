import { type Generated, Kysely } from "kysely";
import { Sqlite3Dialect } from "./sqlite3-dialect.js";

type Id = Generated<number>;
/** Of a row that belongs to one tenant: read by conditions that `confine` adds, written by it. */
type Tenant = Generated<number>;

/** Every table. Times are epoch milliseconds, money fen, volumes millilitres, energy watt-hours, prices 1e-5 yuan. */
export interface Database {
  /** `version` counts the changes of its grants. */
  roles: {
    id: Id;
    system: string;
    code: string;
    name: string;
    login_type: string | null;
    version: Generated<number>;
  };
  tenants: { id: Id; code: string; name: string; status: number; created_at: number };
  /** `outcome` is `done` or the code of a refusal; `before` and `after` are JSON. */
  audit_log: {
    id: Id;
    at: number;
    tenant_id: Tenant;
    system: string;
    user_id: number | null;
    username: string | null;
    operation: string;
    outcome: string;
    object: string | null;
    before: string | null;
    after: string | null;
    address: string;
    request_id: string;
    correlation_id: string | null;
  };
  permissions: {
    id: Id;
    system: string;
    parent_id: number | null;
    code: string;
    kind: string;
    name: string;
    path: string | null;
    icon: string | null;
    sort_order: number;
    status: number;
  };
  /** `scope` as core has it, or `never` for what the role denies. */
  role_grants: { role_id: number; permission: string; scope: string };
  /** The stations, merchants and farms that a user works for. */
  user_scopes: { user_id: number; scope: string; entity_id: number };
  users: {
    tenant_id: Tenant;
    id: Id;
    system: string;
    username: string;
    password_hash: string;
    real_name: string | null;
    mobile: string | null;
    email: string | null;
    role_id: number;
    status: number;
    avatar: string | null;
    license_plate: string | null;
    battery_wh: number | null;
    last_login_at: number | null;
    created_at: number;
    updated_at: number;
  };
  /** `version` counts its refreshes by bearer or refresh token; the one before lives ten seconds past `version_at`. */
  sessions: {
    id: string;
    user_id: number;
    created_at: number;
    expires_at: number;
    version: Generated<number>;
    version_at: Generated<number>;
    remembered: Generated<number>;
    rotating: Generated<number>;
    login_type: string | null;
  };
  refresh_tokens: {
    hash: string;
    session_id: string;
    previous_hash: string | null;
    salt: string;
    created_at: number;
    used_at: number | null;
  };
  one_time_codes: {
    system: string;
    mobile: string;
    purpose: string;
    code_hash: string;
    attempts: number;
    created_at: number;
    expires_at: number;
    used_at: number | null;
  };
  captchas: { key: string; answer_hash: string; expires_at: number };
  attempts: { key: string; count: number; last_at: number; blocked_until: number };
  stations: {
    tenant_id: Tenant;
    id: Id;
    code: string;
    name: string;
    city: string | null;
    address: string | null;
    phone: string | null;
    time_zone: string;
    status: number;
  };
  oils: {
    tenant_id: Tenant;
    id: Id;
    name: string;
    code: string;
    type: string;
    unit: string;
    cost_price: number | null;
    status: number;
    created_at: number;
    updated_at: number;
  };
  oil_prices: {
    tenant_id: Tenant;
    id: Id;
    oil_id: number;
    price: number;
    effective_at: number;
    remark: string | null;
    created_by: number | null;
    created_at: number;
  };
  oil_guns: {
    tenant_id: Tenant;
    id: Id;
    gun_no: string;
    station_id: number;
    oil_id: number;
    status: number;
    remark: string | null;
    gateway_id: string | null;
    pump_id: string | null;
    nozzle: number | null;
  };
  members: { tenant_id: Tenant; id: Id; user_id: number; member_no: string; status: number; created_at: number };
  coupons: {
    tenant_id: Tenant;
    id: Id;
    name: string;
    type: number;
    discount_fen: number;
    min_fen: number;
    starts_at: number;
    ends_at: number;
    oil_ids: string | null;
    status: number;
  };
  user_coupons: {
    tenant_id: Tenant;
    id: Id;
    coupon_id: number;
    user_id: number;
    status: number;
    order_id: number | null;
    used_at: number | null;
  };
  fuel_orders: {
    tenant_id: Tenant;
    id: Id;
    order_no: string;
    correlation_id: string;
    station_id: number;
    member_id: number | null;
    oil_id: number;
    oil_gun_id: number;
    service_type: number | null;
    preset_ml: number | null;
    preset_fen: number | null;
    unit_price: number;
    measured_ml: number | null;
    total_fen: number;
    discount_fen: number;
    paid_fen: number;
    vehicle_no: string | null;
    attendant_id: number | null;
    remark: string | null;
    state: string;
    version: number;
    created_at: number;
  };
  order_timeline: {
    tenant_id: Tenant;
    id: Id;
    correlation_id: string;
    at: number;
    event: string;
    from_state: string;
    to_state: string;
    actor: string;
    reason: string | null;
  };
  refuel_records: {
    tenant_id: Tenant;
    id: Id;
    order_id: number;
    oil_gun_id: number;
    operator_id: number | null;
    authorisation_id: string;
    state: string;
    volume_ml: number | null;
    amount_fen: number | null;
    sale_id: string | null;
    started_at: number;
    ended_at: number | null;
  };
  unattributed_sales: {
    tenant_id: Tenant;
    sale_id: string;
    correlation_id: string;
    gateway_id: string;
    pump_id: string;
    nozzle: number;
    volume_ml: number;
    amount_fen: number;
    ended_at: number;
    body: string;
  };
  payments: {
    tenant_id: Tenant;
    id: Id;
    order_id: number;
    correlation_id: string;
    method: string;
    amount_fen: number;
    transaction_id: string | null;
    cashier_id: number | null;
    state: string;
    paid_at: number;
  };
  ledger_accounts: {
    tenant_id: Tenant;
    id: string;
    unit: string;
    side: string;
    balance: number;
    held: number;
    version: number;
    may_be_negative: number;
  };
  ledger_entries: {
    tenant_id: Tenant;
    id: Id;
    transaction_id: string;
    account_id: string;
    kind: string;
    amount: number;
    version: number;
    balance_after: number;
    held_after: number;
    cause: string;
    correlation_id: string;
    actor: string;
    request_id: string | null;
    at: number;
  };
  counters: { tenant_id: Tenant; key: string; value: number };
  idempotency_keys: {
    tenant_id: Tenant;
    scope: string;
    key: string;
    request_hash: string;
    status: number;
    body: string;
    created_at: number;
  };
  gateways: { id: string; station_id: number; created_at: number; revoked_at: number | null };
  /** `hash` as devices/secret-hash.ts makes it. Without `expires_at` it is good until it is replaced. */
  gateway_secrets: { id: Id; gateway_id: string; hash: string; created_at: number; expires_at: number | null };
  gateway_codes: { code_hash: string; gateway_id: string; created_at: number; expires_at: number };
  device_streams: { tenant_id: Tenant; gateway_id: string; epoch: string; up_to: number };
  device_events: {
    tenant_id: Tenant;
    gateway_id: string;
    epoch: string;
    seq: number;
    hash: string;
    type: string;
    correlation_id: string;
    occurred_at: number;
    clock_synchronised: number;
    received_at: number;
    body: string;
  };
  device_quarantine: {
    tenant_id: Tenant;
    id: Id;
    gateway_id: string;
    epoch: string;
    seq: number;
    hash: string;
    reason: string;
    received_at: number;
    body: string;
  };
  device_commands: {
    tenant_id: Tenant;
    id: string;
    gateway_id: string;
    correlation_id: string;
    type: string;
    body: string;
    issued_at: number;
    expires_at: number;
    reply: string | null;
    replied_at: number | null;
  };
  charging_piles: {
    tenant_id: Tenant;
    id: Id;
    code: string;
    station_id: number;
    mode: string;
    power_w: number;
    gateway_id: string | null;
    charger_id: string | null;
    connector: number;
  };
  charging_events: { tenant_id: Tenant; id: Id; station_id: number; at: number; event: string };
  charging_requests: {
    tenant_id: Tenant;
    id: Id;
    user_id: number;
    station_id: number;
    correlation_id: string;
    number: string;
    mode: string;
    quantity: string;
    state: string;
    pile_id: number | null;
    transaction_id: string | null;
    meter_start_wh: number | null;
    id_tag: string;
    created_at: number;
    called_at: number | null;
    ended_at: number | null;
  };
  charging_readings: { tenant_id: Tenant; request_id: number; transaction_id: string; at: number; energy_wh: number };
  charging_records: {
    tenant_id: Tenant;
    id: Id;
    request_id: number;
    user_id: number;
    pile_id: number;
    transaction_id: string;
    started_at: number;
    stopped_at: number;
    energy_wh: number;
    energy_fen: number;
    service_fen: number;
    total_fen: number;
    lines: string;
  };
}

export type Db = Kysely<Database>;

/** Opens the SQLite file; call `migrate` before anything else. */
export const openDatabase = (file: string): Db => new Kysely<Database>({ dialect: new Sqlite3Dialect(file) });
