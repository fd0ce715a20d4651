/** Background work: mails what happened to an application, unless it is no longer so. */
import { type Db, database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { listLatestAttempts } from "@/db/queries/attempts";
import { findChangeUnscoped } from "@/db/queries/changes";
import { findMention } from "@/db/queries/comments";
import { listEntities } from "@/db/queries/kyb";
import { claimMail, findMail, finishMail, releaseMail, type StoredMail } from "@/db/queries/mails";
import { listStandingReturns, type SectionReturn } from "@/db/queries/returns";
import { isOutOfDate, type StatusMail, statusMailSchema } from "../domain/mails";
import { type ReasonSubject, subjectOfNote } from "../domain/reasons";
import { env } from "../env";
import { renderHtml, renderText } from "../mail/render-mail";
import { sendMail } from "../mail/send-mail";
import { writeStatusMail } from "../mail/status-mail";
import { mailLook } from "../partner";
import { isStillWarned } from "../privacy/retention-facts";
import { explainNotes } from "./explain-notes";
import { reminderFacts, reminderGround } from "./remind-merchants";

/** Longer than a mail server can take; the same as when the job counts as hanging (lib/jobs/queue). */
const leaseMs = 300_000;

type Attempts = Awaited<ReturnType<typeof listLatestAttempts>>;

/** What is true of the application now. */
async function groundOf(db: Db, { applicationId, overall, dueAt, receiverId }: StoredMail, mail: StatusMail) {
  const [attempts, entities] = await Promise.all([
    listLatestAttempts(db, applicationId),
    listEntities(db, applicationId),
  ]);
  const isAnswer = mail.kind === "change_approved" || mail.kind === "change_declined";
  const change = isAnswer ? await findChangeUnscoped(db, mail.facts.changeId) : null;
  const inReview = new Set(entities.filter(({ state }) => state === "in_review").map(({ type }) => type));
  const standing = mail.kind === "returned" ? await listStandingReturns(db, applicationId) : [];
  const own = standing.filter(({ id }) => mail.kind === "returned" && mail.facts.returnIds.includes(id));
  const mention = mail.kind === "mention" ? await findMention(db, mail.facts.commentId, receiverId) : null;
  return {
    overall,
    dueAt,
    attempts,
    inReview,
    change: change?.state ?? null,
    returned: own,
    returns: new Set(own.map(({ id }) => id)),
    reminder: mail.kind === "reminder" ? await reminderGround(db, applicationId) : null,
    isErasing: mail.kind === "erasing" && (await isStillWarned(db, applicationId)),
    isMentionNew: mention !== null && mention.removedAt === null && mention.seenAt === null,
  };
}

/** What each reason of a refusal is about, as DOKU's notes tell: the card, the selfie, or both. */
async function subjectsOf(db: Db, mail: StatusMail, attempts: Attempts): Promise<(code: string) => ReasonSubject[]> {
  if (mail.kind !== "rejected") return () => [];
  const { type } = mail.facts;
  const notes = attempts.get(type)?.notes ?? [];
  const explained = await explainNotes(
    db,
    notes.map((note) => ({ type, note })),
  );
  return (code) => {
    const subjects = explained.filter((one) => one.code === code).map(({ subject }) => subject);
    return subjects.length > 0 ? [...new Set(subjects)] : [subjectOfNote(type, "", null)];
  };
}

/**
 * The same for every try of one mail. The mark comes after the mail server's answer, so a crash between the two sends
 * the mail twice; mail programs fold two mails with one Message-ID into one.
 */
const messageIdOf = (mailId: string) => `<status-${mailId}@${new URL(env().APP_URL).hostname}>`;

async function deliver(db: Db, stored: StoredMail): Promise<"sent" | "skipped"> {
  const mail = statusMailSchema.parse({ kind: stored.kind, facts: stored.facts });
  const ground = await groundOf(db, stored, mail);
  if (stored.disabledAt || isOutOfDate(mail, ground)) return "skipped";
  const { applicationId, name, businessName, overall, email } = stored;
  const { look, locale } = await mailLook(stored.locale);
  const { subject, content } = writeStatusMail(mail, {
    applicationId,
    name,
    locale,
    businessName,
    ...look,
    appUrl: env().APP_URL,
    overall,
    way: stored.way,
    submittedAt: stored.submittedAt ?? stored.createdAt,
    subjectsOf: await subjectsOf(db, mail, ground.attempts),
    inReview: ground.inReview,
    reminder: mail.kind === "reminder" ? await reminderFacts(db, applicationId, mail.facts.matter) : null,
    returned: ground.returned.map(({ type, reasons }: SectionReturn) => ({ type, reasons })),
  });
  const messageId = messageIdOf(stored.id);
  await sendMail({ to: email, subject, text: renderText(content), html: renderHtml(content), messageId });
  return "sent";
}

/**
 * Sends one planned mail, or marks it as skipped when it would tell what is no longer so. Safe to run again: only what
 * is still queued is taken, by one worker at a time.
 * @throws when the mail server does not take it, or somebody else is sending it: the job is tried again
 */
export async function sendStatusMail({ mailId }: { mailId: string }): Promise<void> {
  const { db } = await database();
  if (!(await claimMail(db, mailId, await sharedNow(db), leaseMs))) {
    // Not done yet, so the one who has it may have crashed: this job must come back.
    if ((await findMail(db, mailId))?.state === "queued") throw new Error("This mail is being sent by somebody else");
    return;
  }
  try {
    const stored = await findMail(db, mailId);
    if (stored) await finishMail(db, mailId, await deliver(db, stored), await sharedNow(db));
  } catch (error) {
    await releaseMail(db, mailId);
    throw error;
  }
}
