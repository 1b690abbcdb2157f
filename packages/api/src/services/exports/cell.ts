/** A cell of an exported table: numbers stay numbers, text is never taken for a formula. */
export type Cell = string | number | null;

export interface Column<Row> {
  readonly title: string;
  cell(row: Row): Cell;
}

/**
 * What spreadsheets take for the beginning of a formula, also in its full-width forms and behind blanks or invisible characters
 * that some of them drop (OWASP, CSV injection).
 */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;

/** Text with a leading apostrophe where a spreadsheet would calculate it. */
export const quoteFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
