/** Every column of every table that is sealed, found in the schema, and its values as they lie there. */
import { getTableName, is, type SQL, type SQLChunk, sql } from "drizzle-orm";
import { getTableConfig, type PgColumn, PgCustomColumn, PgTable } from "drizzle-orm/pg-core";
import { sealedStart } from "@/lib/crypto/seal";
import type { Db, Tx } from "../client";
import * as schema from "../schema";

/** `keys`: the primary key. A sealed column is bound to `table.column`, which is its context. */
export type SealedTable = { name: string; table: PgTable; keys: PgColumn[]; sealed: PgColumn[] };

/** The only kinds of columns of our own are sealed ones (db/columns). */
export const sealedTables: SealedTable[] = Object.values(schema)
  .filter((one) => is(one, PgTable))
  .map((table) => {
    const { columns, primaryKeys } = getTableConfig(table);
    // Those of a key over several columns are only stand-ins for the table's own.
    const joint = primaryKeys[0]?.columns.map(({ name }) => name);
    const keys = columns.filter(({ name, primary }) => joint?.includes(name) ?? primary);
    return { name: getTableName(table), table, keys, sealed: columns.filter((column) => is(column, PgCustomColumn)) };
  })
  .filter(({ sealed }) => sealed.length > 0);

/** The same value under the key that seals now; null when it does not open. */
function sealedAnew(column: PgColumn, sealed: string): string | null {
  let plain: unknown;
  try {
    plain = column.mapFromDriverValue(sealed);
  } catch {
    return null;
  }
  return String(column.mapToDriverValue(plain));
}

const listed = (parts: SQLChunk[]) => sql.join(parts, sql`, `);

/** Only the beginning is looked at, so that long values are not read whole. */
function needsSealing({ sealed }: SealedTable, keyId: string): SQL {
  const start = sealedStart(keyId);
  const each = sealed.map((column) => sql`left(${column}, ${sql.raw(String(start.length))}) <> ${start}`);
  return sql`(${sql.join(each, sql` or `)})`;
}

/** How many rows have a value that is not sealed under the key. */
export async function countOthers(db: Db, of: SealedTable, keyId: string): Promise<number> {
  const count = sql<number>`count(*)::int`.as("count");
  const [row] = await db.select({ count }).from(of.table).where(needsSealing(of, keyId));
  return row?.count ?? 0;
}

/** Where a portion ended: the primary key of its last row, as text. */
export type Place = readonly string[];
export type Portion = { values: number; damaged: number; next: Place | null };

type Row = Record<string, string | null>;

/** The next rows that need it, locked. Those that somebody else holds are left for another time, so that nobody waits for us in a circle. */
async function takeRows(tx: Tx, of: SealedTable, keyId: string, after: Place | null, limit: number): Promise<Row[]> {
  const { table, keys, sealed } = of;
  const names = [
    ...keys.map((key, at) => [`k${at}`, key] as const),
    ...sealed.map((one, at) => [`v${at}`, one] as const),
  ];
  const selected = Object.fromEntries(
    names.map(([name, column]) => [name, sql<string | null>`${column}::text`.as(name)]),
  );
  const beyond = after
    ? sql`(${listed(keys.map((key) => sql`${key}`))}) > (${listed(keys.map((key, at) => sql`${after[at]}::${sql.raw(key.getSQLType())}`))})`
    : sql`true`;
  return await tx
    .select(selected)
    .from(table)
    .where(sql`${needsSealing(of, keyId)} and ${beyond}`)
    .orderBy(...keys)
    .limit(limit)
    .for("no key update", { skipLocked: true });
}

async function putRows(tx: Tx, { table, keys, sealed }: SealedTable, rows: readonly Row[]): Promise<void> {
  const cast = (row: Row, name: string, column: PgColumn) => sql`${row[name]}::${sql.raw(column.getSQLType())}`;
  const line = (row: Row) =>
    sql`(${listed([...keys.map((key, at) => cast(row, `k${at}`, key)), ...sealed.map((one, at) => cast(row, `v${at}`, one))])})`;
  const names = [...keys.map((_, at) => `k${at}`), ...sealed.map((_, at) => `v${at}`)];
  const fresh = (name: string) => sql`fresh.${sql.identifier(name)}`;
  const set = listed(sealed.map((column, at) => sql`${sql.identifier(column.name)} = ${fresh(`v${at}`)}`));
  const same = sql.join(
    keys.map((key, at) => sql`kept.${sql.identifier(key.name)} = ${fresh(`k${at}`)}`),
    sql` and `,
  );
  const values = sql`(values ${listed(rows.map(line))}) as fresh(${listed(names.map((name) => sql.identifier(name)))})`;
  await tx.execute(sql`update ${table} as kept set ${set} from ${values} where ${same}`);
}

/**
 * Seals values anew, those of `limit` rows behind `after`, in one short transaction that holds the rows: no write of anybody
 * else is lost. A value that does not open is left as it is and counted.
 */
export async function resealPortion(
  db: Db,
  of: SealedTable,
  keyId: string,
  after: Place | null,
  limit: number,
): Promise<Portion> {
  return await db.transaction(async (tx) => {
    const rows = await takeRows(tx, of, keyId, after, limit);
    let values = 0;
    let damaged = 0;
    const changed: Row[] = [];
    for (const row of rows) {
      const before = values;
      for (const [at, column] of of.sealed.entries()) {
        const sealed = row[`v${at}`];
        if (!sealed || sealed.startsWith(sealedStart(keyId))) continue;
        const anew = sealedAnew(column, sealed);
        if (anew === null) damaged += 1;
        else {
          row[`v${at}`] = anew;
          values += 1;
        }
      }
      if (values > before) changed.push(row);
    }
    if (changed.length > 0) await putRows(tx, of, changed);
    const last = rows.at(-1);
    return {
      values,
      damaged,
      next: last && rows.length === limit ? of.keys.map((_, at) => last[`k${at}`] ?? "") : null,
    };
  });
}
