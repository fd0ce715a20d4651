/** Refused sections that staff gave back to the merchant. */
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Returned } from "../../lib/domain/case-deeds";
import { isReasonCode } from "../../lib/domain/reasons";
import type { Db } from "../client";
import { returns } from "../schema";
import { listLatestAttempts } from "./attempts";

const columns = {
  id: returns.id,
  type: returns.type,
  attempt: returns.attempt,
  reasons: returns.reasons,
  note: returns.note,
  returnedBy: returns.returnedBy,
  returnedAt: returns.returnedAt,
};
export type SectionReturn = Pick<typeof returns.$inferSelect, keyof typeof columns>;

/** Those that were not taken back, the first one first. */
export async function listReturns(db: Db, applicationId: string): Promise<SectionReturn[]> {
  return await db
    .select(columns)
    .from(returns)
    .where(and(eq(returns.applicationId, applicationId), isNull(returns.takenBackAt)))
    .orderBy(asc(returns.returnedAt));
}

/** Those of them that are about what is refused now: the section was not sent anew, and DOKU did not change its mind. */
export async function listStandingReturns(db: Db, applicationId: string): Promise<SectionReturn[]> {
  const all = await listReturns(db, applicationId);
  if (all.length === 0) return [];
  const latest = await listLatestAttempts(db, applicationId);
  return all.filter(({ type, attempt }) => {
    const last = latest.get(type);
    return last?.attempt === attempt && last.state === "rejected";
  });
}

/** The same as its merchant reads it: a reason that the catalogue does not know any more is left out. */
export async function listReturnedWords(db: Db, applicationId: string): Promise<Returned[]> {
  const standing = await listStandingReturns(db, applicationId);
  return standing.map(({ type, reasons, note, returnedAt }) => ({
    type,
    reasons: reasons.filter(isReasonCode),
    note,
    returnedAt,
  }));
}

export async function insertReturn(
  db: Db,
  values: Pick<
    typeof returns.$inferInsert,
    "applicationId" | "type" | "attempt" | "reasons" | "note" | "returnedBy" | "returnedAt"
  >,
): Promise<string> {
  const [row] = await db.insert(returns).values(values).returning({ id: returns.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

export async function takeBackReturnRows(db: Db, applicationId: string, returnIds: string[], now: Date): Promise<void> {
  await db
    .update(returns)
    .set({ takenBackAt: now })
    .where(and(eq(returns.applicationId, applicationId), inArray(returns.id, returnIds), isNull(returns.takenBackAt)));
}
