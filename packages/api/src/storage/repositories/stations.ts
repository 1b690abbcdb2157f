import type { Insertable } from "kysely";
import { sql } from "kysely";
import type { Database, Db } from "../database.js";
import { type Slice, sliceOf } from "../page.js";

interface NamedFilter {
  readonly keyword?: string | undefined;
  readonly status?: number | undefined;
}

/** `%` and `_` in a keyword stand for themselves. */
const nameOrCodeHas = (keyword: string) => {
  const pattern = `%${keyword.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<boolean>`(name like ${pattern} escape '\\' or code like ${pattern} escape '\\')`;
};

/** Stations with their oils, prices and guns. */
export const stations = (db: Db) => {
  const guns = () =>
    db
      .selectFrom("oil_guns")
      .innerJoin("oils", "oils.id", "oil_guns.oil_id")
      .selectAll("oil_guns")
      .select("oils.name as oil_name");
  return {
    byId: (id: number) => db.selectFrom("stations").selectAll().where("id", "=", id).executeTakeFirst(),
    list: ({ keyword, status, city }: NamedFilter & { readonly city?: string | undefined }, slice: Slice) =>
      sliceOf(
        db,
        db
          .selectFrom("stations")
          .selectAll()
          .$if(!!keyword, (query) => query.where(nameOrCodeHas(keyword!)))
          .$if(!!city, (query) => query.where("city", "=", city!))
          .$if(status !== undefined, (query) => query.where("status", "=", status!))
          .orderBy("id"),
        slice,
      ),
    gunById: (id: number) => guns().where("oil_guns.id", "=", id).executeTakeFirst(),
    gunsOf: (stationId: number) => guns().where("station_id", "=", stationId).orderBy("oil_guns.id").execute(),
    connectedGuns: () => guns().where("gateway_id", "is not", null).orderBy("oil_guns.id").execute(),
    oilById: (id: number) => db.selectFrom("oils").selectAll().where("id", "=", id).executeTakeFirst(),
    listOils: ({ keyword, status }: NamedFilter, slice: Slice) =>
      sliceOf(
        db,
        db
          .selectFrom("oils")
          .selectAll()
          .$if(!!keyword, (query) => query.where(nameOrCodeHas(keyword!)))
          .$if(status !== undefined, (query) => query.where("status", "=", status!))
          .orderBy("id"),
        slice,
      ),
    /** All versions of an oil's price, the oldest first. */
    pricesOf: (oilId: number) =>
      db
        .selectFrom("oil_prices")
        .selectAll()
        .where("oil_id", "=", oilId)
        .orderBy("effective_at")
        .orderBy("id")
        .execute(),
    /** The price (1e-5 yuan) in force at an instant; of two that begin together the later written one. */
    priceAt: async (oilId: number, at: number) =>
      (
        await db
          .selectFrom("oil_prices")
          .select("price")
          .where("oil_id", "=", oilId)
          .where("effective_at", "<=", at)
          .orderBy("effective_at", "desc")
          .orderBy("id", "desc")
          .limit(1)
          .executeTakeFirst()
      )?.price,
    addPrice: (row: Insertable<Database["oil_prices"]>) => db.insertInto("oil_prices").values(row).execute(),
    memberById: (id: number) => db.selectFrom("members").selectAll().where("id", "=", id).executeTakeFirst(),
  };
};

export type GunRow = NonNullable<Awaited<ReturnType<ReturnType<typeof stations>["gunById"]>>>;
