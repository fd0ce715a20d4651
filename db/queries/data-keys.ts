/** The table of data keys, as it lies there: wrapped. */
import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { KeyPurpose } from "@/lib/crypto/keys";
import type { Db, ExecuteSql } from "../client";
import { dataKeys } from "../schema";

/** As `databaseClock`, which the client of the database, and so this, cannot import. */
const clock = sql`clock_timestamp()`;

const selected = {
  purpose: dataKeys.purpose,
  id: dataKeys.id,
  wrapped: dataKeys.wrapped,
  wrappedBy: dataKeys.wrappedBy,
  isAdopted: dataKeys.isAdopted,
  createdAt: dataKeys.createdAt,
  retiredAt: dataKeys.retiredAt,
  /** Milliseconds until it seals, on the database's clock; negative once it does. */
  activeInMs: sql<number>`(extract(epoch from ${dataKeys.activeFrom} - ${clock}) * 1000)::float8`.mapWith(Number),
};
export type WrappedKey = Omit<typeof dataKeys.$inferSelect, "activeFrom"> & { activeInMs: number };

export async function listDataKeys(db: Db): Promise<WrappedKey[]> {
  return await db.select(selected).from(dataKeys).orderBy(dataKeys.purpose, dataKeys.activeFrom, dataKeys.id);
}

/** Whether this database is of a version that keeps data keys; to be asked before it is migrated. */
export async function hasDataKeys(executeSql: ExecuteSql): Promise<boolean> {
  const { rows } = await executeSql("select to_regclass('data_keys') is not null as found");
  return (rows[0] as { found: boolean } | undefined)?.found ?? false;
}

/** From now on until the transaction ends nobody else adds keys; reading goes on. */
export async function lockDataKeys(tx: Db): Promise<void> {
  await tx.execute(sql`lock table ${dataKeys} in share row exclusive mode`);
}

type NewKey = Pick<typeof dataKeys.$inferInsert, "purpose" | "id" | "wrapped" | "wrappedBy" | "isAdopted"> & {
  activeInMs: number;
};

export async function insertDataKeys(db: Db, keys: readonly NewKey[]): Promise<void> {
  const values = keys.map(({ activeInMs, ...key }) => {
    return { ...key, activeFrom: sql`${clock} + ${activeInMs} * interval '1 millisecond'` };
  });
  await db.insert(dataKeys).values(values);
}

/** @returns false when it was wrapped anew meanwhile */
export async function rewrapDataKey(
  db: Db,
  before: Pick<WrappedKey, "purpose" | "id" | "wrapped">,
  now: { wrapped: string; wrappedBy: string },
): Promise<boolean> {
  const same = [eq(dataKeys.purpose, before.purpose), eq(dataKeys.id, before.id), eq(dataKeys.wrapped, before.wrapped)];
  const rows = await db
    .update(dataKeys)
    .set(now)
    .where(and(...same))
    .returning({ id: dataKeys.id });
  return rows.length > 0;
}

/** Retires the keys of these purposes but the given ones. @returns how many there were */
export async function retireOtherKeys(
  db: Db,
  purposes: readonly KeyPurpose[],
  kept: readonly string[],
): Promise<number> {
  const others = kept.map((id) => ne(dataKeys.id, id));
  const rows = await db
    .update(dataKeys)
    .set({ retiredAt: clock })
    .where(and(inArray(dataKeys.purpose, [...purposes]), isNull(dataKeys.retiredAt), ...others))
    .returning({ id: dataKeys.id });
  return rows.length;
}
