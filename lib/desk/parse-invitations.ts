/** A file of invitations as rows, whatever spreadsheet wrote it. */
import { CsvError, parse } from "csv-parse/sync";
import { type InvitationColumn, neededColumns, readHeading, titleOf } from "../domain/invitation-columns";
import { type Cells, type FileRow, maxImportRows } from "../domain/invitation-rows";
import type { FieldIssue } from "../domain/results";
import { refused } from "../errors";

const fault = (key: string, params?: FieldIssue["params"]) =>
  refused("checkFields", [{ path: "file", key, ...(params ? { params } : {}) }]);

type Row = { line: number; cells: string[] };
const delimiters = [",", ";", "\t"] as const;

const isBlank = ({ cells }: Row) => cells.every((cell) => cell.trim() === "");

/** Every record with the line where it begins. A record of several lines ends where the parser says. */
function recordsOf(text: string, delimiter: string): Row[] {
  const rows: Row[] = [];
  let next = 1;
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: next, cells });
        next = lines + 1;
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") throw fault("importQuote", { line: next });
    if (error instanceof CsvError) throw fault("importUnreadable", { line: next });
    throw error;
  }
  return rows;
}

/** The delimiter under which the most headings are known: Excel's own depends on the country that it is set to. */
function delimiterOf(text: string): string {
  const lines = text.split("\n");
  const told = /^sep=(.)$/i.exec(lines[0]?.trim() ?? "")?.[1];
  if (told) return told;
  const head = lines.find((line) => line.trim() !== "") ?? "";
  const known = delimiters.map((delimiter) => {
    const headings = head.split(delimiter).map((heading) => heading.replace(/^\s*"|"\s*$/g, ""));
    return { delimiter, count: headings.filter((heading) => readHeading(heading) !== null).length };
  });
  return known.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

export type ParsedFile = {
  rows: FileRow[];
  /** Headings that stand for nothing that we know: what is below them is not read. */
  unread: string[];
};

function headOf({ cells }: Row): { columns: (InvitationColumn | null)[]; unread: string[] } {
  const read = cells.map((heading) => ({ heading: heading.trim(), column: readHeading(heading) }));
  const columns = read.map(({ column }) => (column === "aside" ? null : column));
  const known = columns.filter((column) => column !== null);
  if (known.length === 0) throw fault("importNoHeader");
  const twice = known.find((column, index) => known.indexOf(column) !== index);
  if (twice) throw fault("importTwice", { column: titleOf(twice) });
  const missing = neededColumns.filter((column) => !known.includes(column));
  if (missing.length > 0) throw fault("importMissing", { columns: missing.map(titleOf).join(", ") });
  return { columns, unread: read.flatMap(({ heading, column }) => (column === null ? [heading] : [])) };
}

function rowOf({ line, cells }: Row, columns: readonly (InvitationColumn | null)[]): FileRow {
  const named: Cells = {};
  for (const [index, column] of columns.entries()) {
    if (column) named[column] = cells[index]?.trim() ?? "";
  }
  return { line, cells: named, extra: cells.slice(columns.length).some((cell) => cell.trim() !== "") };
}

/**
 * The rows under the headings; blank ones are left out.
 * @throws AppError refused, its issue on `file`: "importEmpty", "importNoHeader", "importMissing", "importTwice",
 * "importQuote", "importUnreadable", "importNoRows", "importTooMany"
 */
export function parseInvitations(text: string): ParsedFile {
  // One kind of line end: a file that was put together from two would otherwise lose rows.
  const whole = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  if (whole.trim() === "") throw fault("importEmpty");
  const records = recordsOf(whole, delimiterOf(whole)).filter((row) => !isBlank(row));
  const [first, ...others] = records;
  const hasHint = /^sep=.?$/i.test(first?.cells.join("").trim() ?? "");
  const [head, ...rows] = hasHint ? others : [first, ...others];
  if (!head) throw fault("importEmpty");
  const { columns, unread } = headOf(head);
  if (rows.length === 0) throw fault("importNoRows");
  if (rows.length > maxImportRows) throw fault("importTooMany", { max: maxImportRows });
  return { rows: rows.flatMap((row) => (row ? [rowOf(row, columns)] : [])), unread };
}
