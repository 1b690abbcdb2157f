import { Readable } from "node:stream";
import type { Download } from "../../contract/download.js";
import type { Column } from "./cell.js";
import { csv } from "./csv.js";
import { xlsx } from "./xlsx.js";

export type ExportFormat = "csv" | "xlsx";

/** The content types of the formats. */
export const exportTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** A table as a file to download, made while it is sent. */
export const exportTable = <Row>(
  format: ExportFormat,
  name: string,
  columns: readonly Column<Row>[],
  pages: AsyncIterable<Row[]>,
): Download => ({
  type: exportTypes[format],
  filename: `${name}.${format}`,
  body: Readable.from(format === "csv" ? csv(columns, pages) : xlsx(name, columns, pages), { objectMode: false }),
});
