/** What is held about one merchant and its people, as its export gives it: nothing of staff, no secret, nothing of DOKU's wire. */
import { asc, eq } from "drizzle-orm";
import type { Db } from "../client";
import {
  applications,
  changeRequests,
  drafts,
  files,
  invitations,
  kybEntities,
  mails,
  returns,
  sectionAttempts,
  sessions,
  standingChanges,
  submissions,
  users,
} from "../schema";

/** The person who signs in, its invitations and open sessions. */
export async function ownAccount(db: Db, applicationId: string) {
  const [person] = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      language: users.locale,
      invitedAt: users.createdAt,
    })
    .from(users)
    .innerJoin(applications, eq(applications.ownerId, users.id))
    .where(eq(applications.id, applicationId));
  if (!person) return null;
  const { id, ...account } = person;
  const invited = await db
    .select({ sentAt: invitations.sentAt, acceptedAt: invitations.acceptedAt, revokedAt: invitations.revokedAt })
    .from(invitations)
    .where(eq(invitations.applicationId, applicationId))
    .orderBy(asc(invitations.createdAt));
  const open = await db
    .select({
      startedAt: sessions.createdAt,
      lastUsedAt: sessions.seenAt,
      browser: sessions.browser,
      system: sessions.system,
    })
    .from(sessions)
    .where(eq(sessions.userId, id))
    .orderBy(asc(sessions.createdAt));
  return { ...account, invitations: invited, sessions: open };
}

export async function ownBusiness(db: Db, applicationId: string) {
  const [row] = await db
    .select({
      businessName: applications.businessName,
      brandName: applications.brandName,
      businessType: applications.businessType,
      legalEntity: applications.legalEntity,
      line: applications.line,
      nationality: applications.nationality,
      dokuBusinessId: applications.dokuBusinessId,
      state: applications.standing,
      submittedAt: applications.submittedAt,
      createdAt: applications.createdAt,
      updatedAt: applications.updatedAt,
    })
    .from(applications)
    .where(eq(applications.id, applicationId));
  return row ?? null;
}

export const ownAnswers = (db: Db, applicationId: string) =>
  db
    .select({ part: drafts.part, answers: drafts.values, completedAt: drafts.completedAt, updatedAt: drafts.updatedAt })
    .from(drafts)
    .where(eq(drafts.applicationId, applicationId))
    .orderBy(asc(drafts.part));

/** What DOKU was sent, as the portal kept it. */
export const ownSubmissions = (db: Db, applicationId: string) =>
  db
    .select({
      kind: submissions.kind,
      number: submissions.attempt,
      content: submissions.sent,
      createdAt: submissions.createdAt,
      finishedAt: submissions.finishedAt,
    })
    .from(submissions)
    .where(eq(submissions.applicationId, applicationId))
    .orderBy(asc(submissions.attempt));

/** What DOKU said of each section, each time, and of each of its parts now. */
export const ownVerdicts = (db: Db, applicationId: string) =>
  db
    .select({
      section: sectionAttempts.type,
      number: sectionAttempts.attempt,
      sentAt: sectionAttempts.sentAt,
      state: sectionAttempts.state,
      stateAt: sectionAttempts.stateAt,
      notes: sectionAttempts.notes,
    })
    .from(sectionAttempts)
    .where(eq(sectionAttempts.applicationId, applicationId))
    .orderBy(asc(sectionAttempts.type), asc(sectionAttempts.attempt));

export const ownEntities = (db: Db, applicationId: string) =>
  db
    .select({
      section: kybEntities.type,
      name: kybEntities.name,
      state: kybEntities.state,
      notes: kybEntities.notes,
      changedAt: kybEntities.changedAt,
    })
    .from(kybEntities)
    .where(eq(kybEntities.applicationId, applicationId))
    .orderBy(asc(kybEntities.type), asc(kybEntities.entityId));

/** Changes that the merchant asked for, with the answer that it was given. */
export const ownChanges = (db: Db, applicationId: string) =>
  db
    .select({
      section: changeRequests.type,
      state: changeRequests.state,
      reason: changeRequests.reason,
      answer: changeRequests.answer,
      askedAt: changeRequests.askedAt,
      decidedAt: changeRequests.decidedAt,
    })
    .from(changeRequests)
    .where(eq(changeRequests.applicationId, applicationId))
    .orderBy(asc(changeRequests.askedAt));

/** Words that the merchant got with a section that came back; who wrote them is not its data. */
export const ownReturns = (db: Db, applicationId: string) =>
  db
    .select({
      section: returns.type,
      reasons: returns.reasons,
      note: returns.note,
      returnedAt: returns.returnedAt,
      takenBackAt: returns.takenBackAt,
    })
    .from(returns)
    .where(eq(returns.applicationId, applicationId))
    .orderBy(asc(returns.returnedAt));

/** Mails to this person; mails to staff about it are not in here. */
export const ownMails = (db: Db, applicationId: string) =>
  db
    .select({ kind: mails.kind, state: mails.state, createdAt: mails.createdAt, doneAt: mails.doneAt })
    .from(mails)
    .innerJoin(users, eq(users.id, mails.receiverId))
    .innerJoin(applications, eq(applications.ownerId, users.id))
    .where(eq(mails.applicationId, applicationId))
    .orderBy(asc(mails.createdAt));

export const ownHistory = (db: Db, applicationId: string) =>
  db
    .select({ state: standingChanges.standing, from: standingChanges.at, to: standingChanges.leftAt })
    .from(standingChanges)
    .where(eq(standingChanges.applicationId, applicationId))
    .orderBy(asc(standingChanges.position));

/** Every file there ever was, also those whose content is gone. */
export const ownFiles = (db: Db, applicationId: string) =>
  db
    .select({
      id: files.id,
      slotId: files.slotId,
      storageKey: files.storageKey,
      mediaType: files.mediaType,
      bytes: files.bytes,
      createdAt: files.createdAt,
      sentAt: files.sentAt,
      removedAt: files.removedAt,
      contentDeletedAt: files.contentDeletedAt,
    })
    .from(files)
    .where(eq(files.applicationId, applicationId))
    .orderBy(asc(files.createdAt), asc(files.id));
export type OwnFile = Awaited<ReturnType<typeof ownFiles>>[number];
