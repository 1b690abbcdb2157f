import type { PumpAuthorise } from "@waystation/core/devices";
import type { ApiClient } from "../station/api-client.js";
import type { Gateway } from "../station/gateway.js";
import type { OpenStation } from "../station/open-station.js";
import { until } from "../station/until.js";

export interface OrderView {
  readonly id: number;
  readonly order_no: string;
  readonly status: number;
  readonly unit_price: number;
  readonly total_amount: number;
  readonly discount_amount: number;
  readonly payable_amount: number;
  readonly paid_amount: number;
  readonly actual_amount: number | null;
  readonly correlation_id: string;
  readonly refuel_records: readonly { readonly record_id: number; readonly status: number }[];
  readonly payments: readonly unknown[];
  readonly timeline: readonly { readonly event: string; readonly reason: string | null }[];
}

/** The body of the document's first step: 50 L of oil 2 at gun 3 for member 5. */
export const fiftyLitres = {
  station_id: 1,
  member_id: 5,
  oil_id: 2,
  oil_gun_id: 3,
  service_type: 1,
  amount: 50,
  vehicle_no: "粤B12345",
  attendant_id: 8,
};

export const orderOf = async (client: ApiClient, id: number): Promise<OrderView> =>
  (await client.get<OrderView>(`/orders/${id}`)).data;

export const newOrder = async (client: ApiClient, change: Record<string, unknown> = {}): Promise<number> =>
  (await client.post<{ order_id: number }>("/orders", { ...fiftyLitres, ...change })).data.order_id;

export const startFill = (client: ApiClient, orderId: number, headers?: Record<string, string>) =>
  client.post<{ record_id: number }>("/refuel-records", { order_id: orderId, oil_gun_id: 3, operator_id: 8 }, headers);

interface PumpView {
  readonly device: { readonly online: boolean; readonly state: string; readonly price: number | null } | null;
}

/** Puts pump-1 into a state and waits until the API knows it. */
export const pumpIs = async (
  client: ApiClient,
  gateway: Gateway,
  change: Parameters<Gateway["pump"]>[0] = {},
): Promise<void> => {
  await gateway.pump(change);
  const { state = "idle", link = "online", unitPrices = [{ nozzle: 1, unitPrice: "8.05" }] } = change;
  await until(`the pump to be ${state}`, async () => {
    const { device } = (await client.get<PumpView>("/oil-guns/3")).data;
    const price = unitPrices[0] ? Number(unitPrices[0].unitPrice) : null;
    return device?.state === state && device.online === (link === "online") && device.price === price;
  });
};

/** The authorisation that the pump was given for an order. */
export const authorisationOf = async (gateway: Gateway, order: OrderView): Promise<PumpAuthorise> => {
  const { command } = await gateway.command(
    ({ type }, { correlationId }) => type === "pump.authorise" && correlationId === order.correlation_id,
  );
  return command as PumpAuthorise;
};

/** An order that was filled: measured, unpaid. */
export const filledOrder = async (
  client: ApiClient,
  gateway: Gateway,
  {
    volumeMl = 50_000,
    amountFen = 40_250,
    ...change
  }: Record<string, unknown> & { volumeMl?: number; amountFen?: number } = {},
): Promise<OrderView> => {
  const id = await newOrder(client, change);
  await startFill(client, id);
  const order = await orderOf(client, id);
  const { authorisationId } = await authorisationOf(gateway, order);
  await gateway.sale({ authorisationId, orderNo: order.order_no, volumeMl, amountFen }, order.correlation_id);
  return orderOf(client, id);
};

let used = 0;

/** The number of a payment that the development provider knows. */
export const paidAtProvider = (amountFen: number): string => {
  used += 1;
  return `test-${amountFen}-${used}`;
};

/** A coupon of member 5 over 10.00 from 100.00 on. */
export const newCoupon = async (
  { db }: OpenStation,
  change: { user_id?: number; min_fen?: number; ends_at?: number } = {},
): Promise<number> => {
  const { user_id = 5, min_fen = 10_000, ends_at = Date.now() + 1_000_000 } = change;
  const coupon = {
    name: "十元",
    type: 1,
    discount_fen: 1_000,
    min_fen,
    starts_at: 0,
    ends_at,
    oil_ids: "1,2,3",
    status: 1,
  };
  const { id: coupon_id } = await db.insertInto("coupons").values(coupon).returning("id").executeTakeFirstOrThrow();
  const held = { coupon_id, user_id, status: 1 };
  return (await db.insertInto("user_coupons").values(held).returning("id").executeTakeFirstOrThrow()).id;
};
