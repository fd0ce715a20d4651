/** Paging by position instead of by number: a page stays right while rows are added above it. */
import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** The last row of a page. `at` is in UTC with the microseconds that a Date would lose. */
export type Cursor = { at: string; id: string };

// Year 0 is a date to JavaScript and none to the database.
const cursorPattern =
  /^((?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The cursor of an address; null for none and for anything that is not one. */
export function readCursor(text: string | undefined): Cursor | null {
  const [, at, id] = cursorPattern.exec(text ?? "") ?? [];
  return at && id && isMoment(at) ? { at, id } : null;
}

/** The pattern lets a 13th month and the 31st of February pass, which the database would refuse. */
function isMoment(at: string): boolean {
  const moment = new Date(at);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 19) === at.slice(0, 19);
}

export const cursorText = (cursor: Cursor) => `${cursor.at}_${cursor.id}`;

/** A moment as the text that a cursor holds. */
export const cursorAt = (column: AnyColumn): SQL<string> =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Rows after the cursor in the order newest first, then id descending. */
export const after = (at: AnyColumn, id: AnyColumn, cursor: Cursor | null): SQL | undefined =>
  cursor ? sql`(${at}, ${id}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : undefined;
