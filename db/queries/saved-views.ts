/** The choices of filters that members of staff keep for themselves. */
import { and, asc, count, eq } from "drizzle-orm";
import type { Db } from "../client";
import { savedViews } from "../schema";

export type SavedView = { id: string; name: string; query: string };

/** One's own, in the order of their names. */
export async function listSavedViews(db: Db, userId: string): Promise<SavedView[]> {
  return await db
    .select({ id: savedViews.id, name: savedViews.name, query: savedViews.query })
    .from(savedViews)
    .where(eq(savedViews.userId, userId))
    .orderBy(asc(savedViews.name), asc(savedViews.id));
}

export async function countSavedViews(db: Db, userId: string): Promise<number> {
  const [row] = await db.select({ count: count() }).from(savedViews).where(eq(savedViews.userId, userId));
  return row?.count ?? 0;
}

/** Null when one's own view of that name is there already. */
export async function insertSavedView(
  db: Db,
  view: { userId: string; name: string; query: string },
): Promise<string | null> {
  const [row] = await db.insert(savedViews).values(view).onConflictDoNothing().returning({ id: savedViews.id });
  return row?.id ?? null;
}

/** False when it is gone or somebody else's. */
export async function renameSavedView(db: Db, userId: string, viewId: string, name: string): Promise<boolean> {
  const rows = await db
    .update(savedViews)
    .set({ name })
    .where(and(eq(savedViews.userId, userId), eq(savedViews.id, viewId)))
    .returning({ id: savedViews.id });
  return rows.length > 0;
}

export async function deleteSavedView(db: Db, userId: string, viewId: string): Promise<void> {
  await db.delete(savedViews).where(and(eq(savedViews.userId, userId), eq(savedViews.id, viewId)));
}
