import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "@waystation/core/kernel";
import { hashOfSecret } from "../devices/secret-hash.js";
import type { PasswordHasher } from "../services/sign-in/index.js";
import type { Db } from "../storage/database.js";
import { accounts } from "../storage/repositories/accounts.js";
import { gateways } from "../storage/repositories/gateways.js";
import { roles } from "../storage/repositories/roles.js";

/** The password that the documents print; only ever set by a development seed. */
export const DEVELOPMENT_PASSWORD = "password123";
export const DEVELOPMENT_GATEWAY = "site-1";

const users = [
  { id: 1, username: "admin", real_name: "管理员", mobile: "13800138000", email: "admin@example.com", role: "admin" },
  { id: 5, username: "user001", real_name: "李四", mobile: "13900139000", email: null, role: "member" },
  { id: 8, username: "attendant001", real_name: "王五", mobile: "13800138008", email: null, role: "attendant" },
  {
    id: 10,
    username: "cashier001",
    real_name: "张三",
    mobile: "13800138001",
    email: "zhangsan@example.com",
    role: "cashier",
  },
];

/** The accounts that have `DEVELOPMENT_PASSWORD` until it is changed. */
export const developmentUsernames = users.map(({ username }) => username);

/** Roles whose accounts work at the station. */
const workers = new Set(["cashier", "attendant"]);

const oils = [
  { id: 1, name: "92#汽油", code: "92#", type: "汽油", cost_price: 725_000, price: 785_000 },
  { id: 2, name: "95#汽油", code: "95#", type: "汽油", cost_price: 745_000, price: 805_000 },
  { id: 3, name: "0#柴油", code: "0#", type: "柴油", cost_price: 690_000, price: 752_000 },
];

const DAY_MS = 86_400_000;

/** The gateway's secret: made on the first start, kept in the data directory, never in the repository. */
const gatewaySecret = (dataDirectory: string): string => {
  const file = join(dataDirectory, `${DEVELOPMENT_GATEWAY}.secret`);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
};

/**
 * Fills a database that has roles and nobody in them with a small station as the fuel document's walkthrough knows it (oil 2 at 8.05, gun 3, member 5,
 * coupon 12 worth 10.00) and two charging piles. A database that has users is left alone.
 */
export const seedDevelopment = async (
  { db, clock, passwords }: { readonly db: Db; readonly clock: Clock; readonly passwords: PasswordHasher },
  dataDirectory: string,
): Promise<Record<string, string>> => {
  const secret = gatewaySecret(dataDirectory);
  const secrets = { [DEVELOPMENT_GATEWAY]: secret };
  const filled = await db.selectFrom("users").select("id").limit(1).executeTakeFirst();
  if (filled) return secrets;
  const now = clock.now();
  const passwordHash = await passwords.hash(DEVELOPMENT_PASSWORD);
  await db.transaction().execute(async (tx) => {
    for (const { role, ...user } of users) {
      const role_id = (await accounts(tx, "fuel").roleByCode(role))!.id;
      await tx
        .insertInto("users")
        .values({
          ...user,
          role_id,
          system: "fuel",
          password_hash: passwordHash,
          status: 1,
          created_at: now,
          updated_at: now,
        })
        .execute();
      if (workers.has(role)) await roles(tx).addScope({ user_id: user.id, scope: "station", entity_id: 1 });
    }
    await tx
      .insertInto("members")
      .values({ id: 5, user_id: 5, member_no: "M2025031200001", status: 1, created_at: now })
      .execute();
    await tx
      .insertInto("stations")
      .values({
        id: 1,
        code: "SZ-001",
        name: "深圳示范站",
        city: "深圳",
        address: "示范路1号",
        phone: "0755-00000000",
        time_zone: "Asia/Shanghai",
        status: 1,
      })
      .execute();
    for (const { price, ...oil } of oils) {
      await tx
        .insertInto("oils")
        .values({ ...oil, unit: "升", status: 1, created_at: now, updated_at: now })
        .execute();
      await tx
        .insertInto("oil_prices")
        .values({ oil_id: oil.id, price, effective_at: 0, remark: "初始价格", created_by: 1, created_at: now })
        .execute();
    }
    await tx
      .insertInto("oil_guns")
      .values([
        { id: 1, gun_no: "A1", station_id: 1, oil_id: 1, status: 1 },
        { id: 2, gun_no: "A2", station_id: 1, oil_id: 3, status: 1 },
        {
          id: 3,
          gun_no: "A3",
          station_id: 1,
          oil_id: 2,
          status: 1,
          gateway_id: DEVELOPMENT_GATEWAY,
          pump_id: "pump-1",
          nozzle: 1,
        },
      ])
      .execute();
    await tx
      .insertInto("coupons")
      .values({
        id: 1,
        name: "满100减10元优惠券",
        type: 1,
        discount_fen: 1_000,
        min_fen: 10_000,
        starts_at: now - DAY_MS,
        ends_at: now + 365 * DAY_MS,
        oil_ids: "1,2,3",
        status: 1,
      })
      .execute();
    await tx.insertInto("user_coupons").values({ id: 12, coupon_id: 1, user_id: 5, status: 1 }).execute();
    await gateways(tx).insert({
      id: DEVELOPMENT_GATEWAY,
      station_id: 1,
      created_at: now,
    });
    await gateways(tx).insertSecret({
      gateway_id: DEVELOPMENT_GATEWAY,
      hash: await hashOfSecret(secret),
      created_at: now,
    });
    await tx
      .insertInto("charging_piles")
      .values([
        {
          id: 1,
          code: "P1",
          station_id: 1,
          mode: "fast",
          power_w: 30_000,
          gateway_id: DEVELOPMENT_GATEWAY,
          charger_id: "pile-1",
          connector: 1,
        },
        {
          id: 2,
          code: "P2",
          station_id: 1,
          mode: "slow",
          power_w: 10_000,
          gateway_id: DEVELOPMENT_GATEWAY,
          charger_id: "pile-2",
          connector: 1,
        },
      ])
      .execute();
  });
  return secrets;
};
