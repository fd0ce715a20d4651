/** What staff say to each other about a merchant, and whom they name. */
import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "../client";
import { applications, comments, mentions, users } from "../schema";

/** The latest comments of an application with their authors, newest first; those that were taken back are left out. */
export async function listComments(db: Db, applicationId: string, limit: number) {
  return await db
    .select({
      id: comments.id,
      body: comments.body,
      at: comments.createdAt,
      authorId: comments.authorId,
      authorName: users.name,
    })
    .from(comments)
    .innerJoin(users, eq(users.id, comments.authorId))
    .where(and(eq(comments.applicationId, applicationId), isNull(comments.removedAt)))
    .orderBy(desc(comments.createdAt))
    .limit(limit);
}

export async function insertComment(
  db: Db,
  values: Pick<typeof comments.$inferInsert, "applicationId" | "authorId" | "body">,
): Promise<string> {
  const [row] = await db.insert(comments).values(values).returning({ id: comments.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

/** One comment of an application with whether it was taken back, or null. */
export async function findComment(db: Db, applicationId: string, commentId: string) {
  const [row] = await db
    .select({ id: comments.id, authorId: comments.authorId, removedAt: comments.removedAt })
    .from(comments)
    .where(and(eq(comments.applicationId, applicationId), eq(comments.id, commentId)));
  return row ?? null;
}

export async function removeComment(db: Db, commentId: string, now: Date): Promise<void> {
  await db.update(comments).set({ removedAt: now }).where(eq(comments.id, commentId));
}

export async function insertMentions(db: Db, commentId: string, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  await db
    .insert(mentions)
    .values(userIds.map((userId) => ({ commentId, userId })))
    .onConflictDoNothing();
}

/** Comments of an application that name this person and that it has not seen yet. */
export async function listUnseenMentions(db: Db, applicationId: string, userId: string): Promise<string[]> {
  const rows = await db
    .select({ commentId: mentions.commentId })
    .from(mentions)
    .innerJoin(comments, eq(comments.id, mentions.commentId))
    .where(
      and(
        eq(mentions.userId, userId),
        isNull(mentions.seenAt),
        isNull(comments.removedAt),
        eq(comments.applicationId, applicationId),
      ),
    );
  return rows.map(({ commentId }) => commentId);
}

/** Notes that a person has seen these mentions. */
export async function markMentionsSeen(db: Db, userId: string, commentIds: string[], now: Date): Promise<void> {
  if (commentIds.length === 0) return;
  await db
    .update(mentions)
    .set({ seenAt: now })
    .where(and(eq(mentions.userId, userId), inArray(mentions.commentId, commentIds), isNull(mentions.seenAt)));
}

/** Merchants with comments that name this person and wait to be seen, the oldest first. */
export async function listMentionedMerchants(db: Db, userId: string, limit: number) {
  return await db
    .selectDistinctOn([applications.id], {
      applicationId: applications.id,
      businessName: applications.businessName,
      at: mentions.createdAt,
    })
    .from(mentions)
    .innerJoin(comments, eq(comments.id, mentions.commentId))
    .innerJoin(applications, eq(applications.id, comments.applicationId))
    .where(and(eq(mentions.userId, userId), isNull(mentions.seenAt), isNull(comments.removedAt)))
    .orderBy(applications.id, asc(mentions.createdAt))
    .limit(limit);
}

/** What is true of a mention when its mail is about to leave: null when it is gone. */
export async function findMention(db: Db, commentId: string, userId: string) {
  const [row] = await db
    .select({ seenAt: mentions.seenAt, removedAt: comments.removedAt, authorName: users.name })
    .from(mentions)
    .innerJoin(comments, eq(comments.id, mentions.commentId))
    .innerJoin(users, eq(users.id, comments.authorId))
    .where(and(eq(mentions.commentId, commentId), eq(mentions.userId, userId)));
  return row ?? null;
}
