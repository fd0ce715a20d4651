/** What every process knows of DOKU environments in trouble. The rule is lib/doku/breaker; kinds are plain words here. */
import { and, eq } from "drizzle-orm";
import type { Db } from "../client";
import { dokuBreakers } from "../schema";

const columns = {
  failures: dokuBreakers.failures,
  changedAt: dokuBreakers.changedAt,
  kind: dokuBreakers.kind,
  status: dokuBreakers.status,
  openedAt: dokuBreakers.openedAt,
  nextTryAt: dokuBreakers.nextTryAt,
  probes: dokuBreakers.probes,
};
export type BreakerRow = Pick<typeof dokuBreakers.$inferSelect, keyof typeof columns>;

/** The environment at this address; null when nothing was ever wrong there. */
export async function findBreaker(db: Db, baseUrl: string): Promise<BreakerRow | null> {
  const [row] = await db.select(columns).from(dokuBreakers).where(eq(dokuBreakers.baseUrl, baseUrl));
  return row ?? null;
}

/** Claims the one call that tries. False when another process was first, or it closed meanwhile. */
export async function claimProbe(db: Db, baseUrl: string, seen: Date, until: Date): Promise<boolean> {
  const rows = await db
    .update(dokuBreakers)
    .set({ nextTryAt: until })
    .where(and(eq(dokuBreakers.baseUrl, baseUrl), eq(dokuBreakers.nextTryAt, seen)))
    .returning({ baseUrl: dokuBreakers.baseUrl });
  return rows.length === 1;
}

/**
 * Changes it under its row's lock, in a transaction of its own.
 * @returns the row before and after; null for none
 */
export async function changeBreaker(
  db: Db,
  baseUrl: string,
  change: (before: BreakerRow | null) => BreakerRow | null,
): Promise<{ before: BreakerRow | null; after: BreakerRow | null }> {
  return await db.transaction(async (tx) => {
    const first = change(null);
    if (first) {
      const inserted = await tx
        .insert(dokuBreakers)
        .values({ baseUrl, ...first })
        .onConflictDoNothing()
        .returning({ baseUrl: dokuBreakers.baseUrl });
      if (inserted.length === 1) return { before: null, after: first };
    }
    const [before] = await tx.select(columns).from(dokuBreakers).where(eq(dokuBreakers.baseUrl, baseUrl)).for("update");
    if (!before) return { before: null, after: null };
    const after = change(before);
    if (after && after !== before) await tx.update(dokuBreakers).set(after).where(eq(dokuBreakers.baseUrl, baseUrl));
    return { before, after };
  });
}
