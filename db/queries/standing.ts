/** Where merchants stood since when. */
import { and, desc, eq, isNull } from "drizzle-orm";
import type { Standing } from "../../lib/domain/standing";
import type { Db } from "../client";
import { standingChanges } from "../schema";

/** Writes down that an application stands somewhere else from `at` on; the caller holds its lock, or has just made it. */
export async function insertStanding(db: Db, applicationId: string, standing: Standing, at: Date): Promise<void> {
  const [last] = await db
    .select({ position: standingChanges.position })
    .from(standingChanges)
    .where(eq(standingChanges.applicationId, applicationId))
    .orderBy(desc(standingChanges.position))
    .limit(1);
  await db
    .update(standingChanges)
    .set({ leftAt: at })
    .where(and(eq(standingChanges.applicationId, applicationId), isNull(standingChanges.leftAt)));
  await db.insert(standingChanges).values({ applicationId, position: (last?.position ?? 0) + 1, standing, at });
}
