/** Differences between us and DOKU that a reading found (contract section 10). */
import { and, desc, eq, isNull, lte } from "drizzle-orm";
import type { CallbackType, EntityState } from "../../lib/domain/sections";
import type { Db } from "../client";
import { drifts } from "../schema";

const columns = {
  id: drifts.id,
  type: drifts.type,
  entityId: drifts.entityId,
  ours: drifts.ours,
  dokus: drifts.dokus,
  foundAt: drifts.foundAt,
  callbackAt: drifts.callbackAt,
};
export type Drift = Pick<typeof drifts.$inferSelect, keyof typeof columns>;

export async function insertDrift(
  db: Db,
  drift: Pick<typeof drifts.$inferInsert, "applicationId" | "type" | "entityId" | "ours" | "dokus" | "foundAt">,
): Promise<void> {
  await db.insert(drifts).values(drift);
}

/** The callback that a reading was ahead of has come: late, not lost. What was found after it was heard, it does not explain. */
export async function settleDrifts(
  db: Db,
  applicationId: string,
  { type, entityId, state }: { type: CallbackType; entityId: string; state: EntityState },
  heardAt: Date,
): Promise<void> {
  await db
    .update(drifts)
    .set({ callbackAt: heardAt })
    .where(
      and(
        eq(drifts.applicationId, applicationId),
        eq(drifts.type, type),
        eq(drifts.entityId, entityId),
        eq(drifts.dokus, state),
        isNull(drifts.callbackAt),
        lte(drifts.foundAt, heardAt),
      ),
    );
}

/** Newest first. */
export async function listDrifts(db: Db, applicationId: string, limit: number): Promise<Drift[]> {
  return await db
    .select(columns)
    .from(drifts)
    .where(eq(drifts.applicationId, applicationId))
    .orderBy(desc(drifts.foundAt))
    .limit(limit);
}
