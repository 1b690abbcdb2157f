import type { z } from "zod";
import type { Context } from "../../context.js";
import { type Caller, callerOf } from "../../contract/call.js";
import type { Download } from "../../contract/download.js";
import { personalFieldsOf } from "../../contract/personal-fields.js";
import { type Column, type ExportFormat, exportTable } from "../../services/exports/index.js";
import { shownTo } from "../../services/personal-data.js";
import { type FuelOrderFilter, fuelOrders } from "../../storage/repositories/fuel-orders.js";
import { order } from "./schemas.js";
import { orderView } from "./views.js";

type OrderView = z.input<typeof order>;

const PAGE_ROWS = 500;
const MOST_ROWS = 100_000;

const columns: readonly Column<OrderView>[] = [
  { title: "订单号", cell: (row) => row.order_no },
  { title: "下单时间", cell: (row) => row.created_at },
  { title: "站点", cell: (row) => row.station_id },
  { title: "会员", cell: (row) => row.member_id },
  { title: "油品", cell: (row) => row.oil_id },
  { title: "油枪", cell: (row) => row.oil_gun_id },
  { title: "车牌号", cell: (row) => row.vehicle_no },
  { title: "单价", cell: (row) => row.unit_price },
  { title: "预定升数", cell: (row) => row.amount },
  { title: "实际升数", cell: (row) => row.actual_amount },
  { title: "应收合计", cell: (row) => row.total_amount },
  { title: "优惠", cell: (row) => row.discount_amount },
  { title: "应付", cell: (row) => row.payable_amount },
  { title: "实付", cell: (row) => row.paid_amount },
  { title: "状态", cell: (row) => row.status_text },
  { title: "备注", cell: (row) => row.remark },
];

const personal = personalFieldsOf(order);

/** The orders of a filter as a file, oldest first, shown as the caller may see them. */
export const exportOrders = async (
  context: Context,
  filter: FuelOrderFilter,
  call: Caller,
  { format, zone }: { readonly format: ExportFormat; readonly zone: string },
): Promise<Download> => {
  const shown = await shownTo(context, "fuel", personal, callerOf(call));
  const pages = async function* (): AsyncGenerator<OrderView[]> {
    let last = 0;
    for (let count = 0; count < MOST_ROWS; count += PAGE_ROWS) {
      const rows = await fuelOrders(call.db).after(last, filter, PAGE_ROWS);
      yield rows.map((row) => shown(orderView(row, zone)) as OrderView);
      last = rows.at(-1)?.id ?? last;
      if (rows.length < PAGE_ROWS) return;
    }
  };
  context.metrics.securityEvents.count("export.orders");
  return exportTable(format, "orders", columns, pages());
};
