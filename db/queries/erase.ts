/** Takes out of the database what names a merchant or its people. What stays, and why, is in docs/privacy.md. */
import { and, eq, inArray, isNotNull, isNull, ne, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type CheckedRow, erasedRow } from "../../lib/domain/invitation-rows";
import type { Db, Tx } from "../client";
import {
  applications,
  changeRequests,
  comments,
  dokuCalls,
  drafts,
  files,
  invitationBatches,
  invitationLinks,
  invitations,
  kybEntities,
  lookers,
  mails,
  noteReasons,
  refusals,
  requirementSets,
  returns,
  searchKeys,
  secondOpinions,
  sectionAttempts,
  sessions,
  signInAttempts,
  submissions,
  users,
  verificationTokens,
  webhookEvents,
} from "../schema";

/** Rows that are about the person or quote it, and tell nothing once that is gone. */
export async function deletePersonalRows(tx: Tx, applicationId: string): Promise<void> {
  const own = [drafts, requirementSets, webhookEvents, dokuCalls, comments, mails, lookers, searchKeys] as const;
  for (const table of own) await tx.delete(table).where(eq(table.applicationId, applicationId));
}

/** Rows that count in insight or hold the history together stay, without anybody's words or data in them. */
export async function blankHistory(tx: Tx, applicationId: string): Promise<void> {
  const nothing = { sent: null, requestBody: null, requestPath: null, target: null };
  await tx.update(submissions).set(nothing).where(eq(submissions.applicationId, applicationId));
  await tx.update(kybEntities).set({ name: null, notes: [] }).where(eq(kybEntities.applicationId, applicationId));
  await tx.update(sectionAttempts).set({ notes: [] }).where(eq(sectionAttempts.applicationId, applicationId));
  await tx
    .update(changeRequests)
    .set({ reason: "", answer: null })
    .where(eq(changeRequests.applicationId, applicationId));
  await tx.update(returns).set({ note: "" }).where(eq(returns.applicationId, applicationId));
  await tx.update(secondOpinions).set({ answer: null }).where(eq(secondOpinions.applicationId, applicationId));
}

/**
 * Samples of DOKU's words, which may quote the merchant's data. What only its refusals brought is emptied; what others had
 * too differs in numbers at most, so it loses those. Merchants that were erased before do not count as others.
 */
export async function blankOwnSamples(tx: Tx, applicationId: string): Promise<void> {
  const others = alias(refusals, "others");
  const isShared = tx
    .select({ one: sql`1` })
    .from(others)
    .innerJoin(applications, and(eq(applications.id, others.applicationId), isNull(applications.erasedAt)))
    .where(and(eq(others.fingerprint, noteReasons.fingerprint), ne(others.applicationId, applicationId)));
  const own = tx
    .select({ fingerprint: refusals.fingerprint })
    .from(refusals)
    .where(eq(refusals.applicationId, applicationId));
  const isOwn = inArray(noteReasons.fingerprint, own);
  await tx
    .update(noteReasons)
    .set({ sample: "" })
    .where(and(isOwn, notExists(isShared)));
  const { fingerprint, sample } = noteReasons;
  for (const row of await tx.select({ fingerprint, sample }).from(noteReasons).where(isOwn).orderBy(fingerprint)) {
    const bare = row.sample.replace(/\p{N}/gu, "#");
    if (bare === row.sample) continue;
    await tx.update(noteReasons).set({ sample: bare }).where(eq(fingerprint, row.fingerprint));
  }
}

/** Every way in: sessions, codes, links. Open invitations end. */
export async function closeWaysIn(
  tx: Tx,
  { applicationId, ownerId }: { applicationId: string; ownerId: string },
  now: Date,
): Promise<void> {
  const own = tx.select({ id: invitations.id }).from(invitations).where(eq(invitations.applicationId, applicationId));
  await tx.delete(invitationLinks).where(inArray(invitationLinks.invitationId, own));
  await tx.update(invitations).set({ tokenHash: null }).where(eq(invitations.applicationId, applicationId));
  await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(eq(invitations.applicationId, applicationId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)),
    );
  await tx.delete(sessions).where(eq(sessions.userId, ownerId));
  await tx.delete(verificationTokens).where(eq(verificationTokens.identifier, ownerId));
  const [owner] = await tx.select({ emailIndex: users.emailIndex }).from(users).where(eq(users.id, ownerId));
  if (owner) await tx.delete(signInAttempts).where(eq(signInAttempts.emailIndex, owner.emailIndex));
}

/** The owner as a husk that nobody signs in as, and whose address is free for a new invitation. */
export async function emptyPerson(tx: Tx, ownerId: string, emailIndex: string, now: Date): Promise<void> {
  await tx
    .update(users)
    .set({ email: "", name: "", emailIndex, ssoIndex: null, locale: null, disabledAt: now })
    .where(and(eq(users.id, ownerId), eq(users.role, "merchant")));
}

/** Takes rows with this address out of files of invitations that are still kept. */
export async function dropFromBatches(tx: Tx, isOwn: (row: CheckedRow) => boolean): Promise<void> {
  const kept = await tx
    .select({ id: invitationBatches.id, rows: invitationBatches.rows })
    .from(invitationBatches)
    .where(isNotNull(invitationBatches.rows))
    .for("update");
  for (const { id, rows } of kept) {
    const checked = (rows ?? []) as CheckedRow[];
    if (!checked.some(isOwn)) continue;
    const left = checked.flatMap((row) => (isOwn(row) ? erasedRow(row) : [row]));
    await tx.update(invitationBatches).set({ rows: left }).where(eq(invitationBatches.id, id));
  }
}

/** The application itself: closed, without a name, without secrets, and in nobody's way. */
export async function closeApplication(
  tx: Tx,
  applicationId: string,
  values: Pick<
    typeof applications.$inferInsert,
    "businessName" | "webhookToken" | "webhookTokenHash" | "erasedAt" | "erasedWhy"
  >,
): Promise<void> {
  const quiet = {
    needs: [],
    refused: [],
    reasons: [],
    needsAt: null,
    snoozedUntil: null,
    assigneeId: null,
    remindAt: null,
    nextReadAt: null,
    dueSoonAt: null,
    dueAt: null,
    clockTellAt: null,
  };
  const secrets = {
    brandName: null,
    dokuBrandId: null,
    sharedKey: null,
    nextWebhookToken: null,
    nextWebhookTokenHash: null,
    holdReason: null,
  };
  await tx
    .update(applications)
    .set({ ...values, ...quiet, ...secrets, state: "closed" })
    .where(eq(applications.id, applicationId));
}

/** Every file is out of use from now on; its content is deleted after the commit. */
export async function removeAllFiles(tx: Tx, applicationId: string, now: Date): Promise<void> {
  await tx
    .update(files)
    .set({ removedAt: sql`coalesce(${files.removedAt}, ${now})` })
    .where(eq(files.applicationId, applicationId));
}

/** Files whose content is still there, of closed merchants: what a crash between the commit and the storage left. */
export async function listFilesOfClosed(db: Db, limit: number) {
  return await db
    .select({ id: files.id, storageKey: files.storageKey, applicationId: files.applicationId })
    .from(files)
    .innerJoin(applications, eq(applications.id, files.applicationId))
    .where(and(eq(applications.standing, "closed"), isNull(files.contentDeletedAt)))
    .limit(limit);
}

/** The content of these files is gone from the storage. @returns of how many that was not noted yet */
export async function markContentDeleted(db: Db, fileIds: readonly string[], at: Date): Promise<number> {
  const rows = await db
    .update(files)
    .set({ contentDeletedAt: at })
    .where(and(inArray(files.id, [...fileIds]), isNull(files.contentDeletedAt)))
    .returning({ id: files.id });
  return rows.length;
}
