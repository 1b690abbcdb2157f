import { type Cell, type Column, quoteFormula } from "./cell.js";

/** Tells Excel that the file is UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

const csvCell = (cell: Cell): string => {
  if (cell === null) return "";
  return typeof cell === "number" ? String(cell) : `"${quoteFormula(cell).replaceAll('"', '""')}"`;
};

const line = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** A table as CSV (RFC 4180, UTF-8), text always quoted, piece by piece. */
export async function* csv<Row>(columns: readonly Column<Row>[], pages: AsyncIterable<Row[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(columns.map(({ title }) => title));
  for await (const rows of pages) yield rows.map((row) => line(columns.map(({ cell }) => cell(row)))).join("");
}
