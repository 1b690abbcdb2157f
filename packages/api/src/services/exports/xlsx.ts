import { type Cell, type Column, quoteFormula } from "./cell.js";
import { zip } from "./zip.js";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const contentTypes = `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/></Types>`;

const relation = (type: string, target: string): string =>
  `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/${type}" Target="${target}"/></Relationships>`;

/** Everything that XML 1.0 cannot hold is replaced: control characters, halves of surrogate pairs. */
const xmlText = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Cs}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;");

const xmlCell = (cell: Cell): string => {
  if (cell === null) return "<c/>";
  if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(quoteFormula(cell))}</t></is></c>`;
};

const xmlRow = (cells: readonly Cell[]): string => `<row>${cells.map(xmlCell).join("")}</row>`;

async function* sheet<Row>(columns: readonly Column<Row>[], pages: AsyncIterable<Row[]>): AsyncGenerator<string> {
  yield `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>${xmlRow(columns.map(({ title }) => title))}`;
  for await (const rows of pages) yield rows.map((row) => xmlRow(columns.map(({ cell }) => cell(row)))).join("");
  yield "</sheetData></worksheet>";
}

/** A table as a workbook of one sheet (ECMA-376), piece by piece: numbers as numbers, text as text, no formula anywhere. */
export const xlsx = <Row>(
  title: string,
  columns: readonly Column<Row>[],
  pages: AsyncIterable<Row[]>,
): AsyncGenerator<Buffer> =>
  zip([
    { name: "[Content_Types].xml", content: [contentTypes] },
    { name: "_rels/.rels", content: [relation("officeDocument", "xl/workbook.xml")] },
    {
      name: "xl/workbook.xml",
      content: [
        `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${xmlText(title)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ],
    },
    { name: "xl/_rels/workbook.xml.rels", content: [relation("worksheet", "worksheets/sheet1.xml")] },
    { name: "xl/worksheets/sheet1.xml", content: sheet(columns, pages) },
  ]);
