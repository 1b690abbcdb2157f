export { type Cell, type Column, quoteFormula } from "./cell.js";
export { type ExportFormat, exportTable, exportTypes } from "./export-table.js";
