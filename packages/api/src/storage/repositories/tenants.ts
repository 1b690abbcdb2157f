import type { Db } from "../database.js";

export const tenants = (db: Db) => ({
  byId: (id: number) => db.selectFrom("tenants").selectAll().where("id", "=", id).executeTakeFirst(),
});

/** Whose gateway this is: the tenant of its station. Needs a database that is confined to no tenant. */
export const tenantOfGateway = async (db: Db, gatewayId: string): Promise<number> => {
  const { tenant_id } = await db
    .selectFrom("gateways")
    .innerJoin("stations", "stations.id", "gateways.station_id")
    .select("stations.tenant_id")
    .where("gateways.id", "=", gatewayId)
    .executeTakeFirstOrThrow();
  return tenant_id;
};
