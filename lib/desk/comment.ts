/** What staff say to each other about a merchant. */
import { database, type Tx } from "@/db/client";
import { findComment, insertComment, insertMentions, markMentionsSeen, removeComment } from "@/db/queries/comments";
import { listColleagues } from "@/db/queries/staff";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { namedIn } from "../domain/mentions";
import { AppError, notFound } from "../errors";
import { planMail } from "../kyb/plan-mail";
import { changeApplication } from "../live/change-application";

type Comment = { applicationId: string; actor: StaffActor; body: string; mentions: readonly string[] };

/** Who of those that were picked is really named in the words, may sign in, and is somebody else. */
async function whomToTell(tx: Tx, { body, mentions, actor }: Comment): Promise<string[]> {
  if (mentions.length === 0) return [];
  const named = namedIn(body, await listColleagues(tx));
  return named.filter(({ id }) => mentions.includes(id) && id !== actor.userId).map(({ id }) => id);
}

/** Adds a comment inside another deed's transaction, with a mail to each who is named. */
export async function addComment(tx: Tx, comment: Comment): Promise<string> {
  const { applicationId, actor, body } = comment;
  const commentId = await insertComment(tx, { applicationId, authorId: actor.userId, body });
  const named = await whomToTell(tx, comment);
  await insertMentions(tx, commentId, named);
  await emitAudit(tx, { applicationId, actor, action: "comment.added", detail: { commentId, mentions: named.length } });
  await planMail(tx, { applicationId, occasion: `mention:${commentId}`, kind: "mention", facts: { commentId } }, named);
  return commentId;
}

/** Says something to colleagues about a merchant. No decision depends on it, so nobody's is refused for it. */
export async function commentOn({
  actor,
  input,
}: {
  actor: StaffActor;
  input: { applicationId: string; body: string; mentions: string[] };
}): Promise<{ commentId: string }> {
  const add = async (tx: Tx) => ({ commentId: await addComment(tx, { actor, ...input }) });
  return await changeApplication(input.applicationId, add, { isNews: false });
}

/**
 * Takes one's own comment back; a second time does nothing.
 * @throws AppError not_found · not_allowed for somebody else's
 */
export async function takeBackComment({
  actor,
  input: { applicationId, commentId },
}: {
  actor: StaffActor;
  input: { applicationId: string; commentId: string };
}): Promise<void> {
  const remove = async (tx: Tx) => {
    const comment = await findComment(tx, applicationId, commentId);
    if (!comment) throw notFound();
    if (comment.authorId !== actor.userId) throw new AppError("not_allowed", "notYourComment");
    if (comment.removedAt) return;
    await removeComment(tx, commentId, new Date());
    await emitAudit(tx, { applicationId, actor, action: "comment.removed", detail: { commentId } });
  };
  await changeApplication(applicationId, remove, { isNews: false });
}

/** The person has seen these comments. What came after its page was rendered stays new. */
export async function seeMentions({
  actor,
  input: { commentIds },
}: {
  actor: StaffActor;
  input: { commentIds: string[] };
}): Promise<void> {
  const { db } = await database();
  await markMentionsSeen(db, actor.userId, commentIds, new Date());
}
