/** Corrections by staff that a second person has to agree to. */
import { and, desc, eq } from "drizzle-orm";
import type { Db } from "../client";
import { secondOpinions } from "../schema";

const columns = {
  id: secondOpinions.id,
  applicationId: secondOpinions.applicationId,
  state: secondOpinions.state,
  types: secondOpinions.types,
  content: secondOpinions.content,
  askedBy: secondOpinions.askedBy,
  askedAt: secondOpinions.askedAt,
  decidedBy: secondOpinions.decidedBy,
  decidedAt: secondOpinions.decidedAt,
  answer: secondOpinions.answer,
};
export type SecondOpinion = Pick<typeof secondOpinions.$inferSelect, keyof typeof columns>;

export async function findOpinionUnscoped(db: Db, opinionId: string): Promise<SecondOpinion | null> {
  const [row] = await db.select(columns).from(secondOpinions).where(eq(secondOpinions.id, opinionId));
  return row ?? null;
}

const askedOf = (applicationId: string) =>
  and(eq(secondOpinions.applicationId, applicationId), eq(secondOpinions.state, "asked"));

/** The one that waits for an answer; there is one at most. */
export async function findAskedOpinion(db: Db, applicationId: string): Promise<SecondOpinion | null> {
  const [row] = await db.select(columns).from(secondOpinions).where(askedOf(applicationId)).limit(1);
  return row ?? null;
}

/** The last one that was asked, answered or not. */
export async function findLatestOpinion(db: Db, applicationId: string): Promise<SecondOpinion | null> {
  const [row] = await db
    .select(columns)
    .from(secondOpinions)
    .where(eq(secondOpinions.applicationId, applicationId))
    .orderBy(desc(secondOpinions.askedAt))
    .limit(1);
  return row ?? null;
}

export async function insertOpinion(
  db: Db,
  values: Pick<typeof secondOpinions.$inferInsert, "applicationId" | "types" | "content" | "askedBy">,
): Promise<string> {
  const [row] = await db.insert(secondOpinions).values(values).returning({ id: secondOpinions.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

export async function updateOpinion(
  db: Db,
  opinionId: string,
  change: Partial<
    Pick<typeof secondOpinions.$inferInsert, "state" | "decidedBy" | "decidedAt" | "answer" | "submissionId">
  >,
): Promise<void> {
  await db.update(secondOpinions).set(change).where(eq(secondOpinions.id, opinionId));
}

/** Takes back what still waits, because something was sent or it is asked anew; answers with its id. */
export async function closeAskedOpinions(db: Db, applicationId: string, now: Date): Promise<string[]> {
  const closed = await db
    .update(secondOpinions)
    .set({ state: "withdrawn", decidedAt: now })
    .where(askedOf(applicationId))
    .returning({ id: secondOpinions.id });
  return closed.map(({ id }) => id);
}
