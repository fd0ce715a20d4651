/** Files for spreadsheets: the template, and the rows of a file that could not be invited, with why. */
import { stringify } from "csv-stringify/sync";
import { exampleEmail, invitationColumns, reasonTitle, titleOf } from "../domain/invitation-columns";
import type { Cells } from "../domain/invitation-rows";
import type { Locale } from "../locale";

/** Excel set to Indonesian separates by semicolons and would show the other as one column. */
const delimiters: Record<Locale, string> = { id: ";", en: "," };

/** The mark tells Excel that it is UTF-8; what a spreadsheet would take for a formula gets a ' before it. */
const write = (rows: string[][], locale: Locale) =>
  stringify(rows, {
    delimiter: delimiters[locale],
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
    // By itself the library looks for the whole delimiter only, and half of it ends a row for every reader.
    quoted_match: /[\r\n]/,
  });

const headings = invitationColumns.map(titleOf);

const example: Record<Locale, string[]> = {
  id: ["Budi Santoso", exampleEmail, "0812-3456-7890", "Toko Kelontong Berkah", "Indonesia", "Perorangan", "", "", ""],
  en: ["Budi Santoso", exampleEmail, "0812-3456-7890", "Toko Kelontong Berkah", "Indonesian", "Personal", "", "", ""],
};

/** The headings in both languages, and one invented row to be written over. */
export const writeTemplate = (locale: Locale) => write([headings, example[locale]], locale);

/** Rows to mend and upload again; the reasons stand in a last column that is left aside then. */
export function writeRest(rows: readonly { cells: Cells; reason: string }[], locale: Locale): string {
  const head = [...headings, `${reasonTitle.id} / ${reasonTitle.en}`];
  const body = rows.map(({ cells, reason }) => [...invitationColumns.map((column) => cells[column] ?? ""), reason]);
  return write([head, ...body], locale);
}
