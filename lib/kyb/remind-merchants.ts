/** Reminds merchants who do nothing, by mail: each reminder once, whichever process looks first. */
import { type Db, database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findApplicationUnscoped, type OwnApplication } from "@/db/queries/applications";
import { insertInvitationLink } from "@/db/queries/invitations";
import { findAcceptableInvitation, listDueReminders, setReminder } from "@/db/queries/reminders";
import { hashToken, newToken } from "../crypto/tokens";
import { openTasks, tasksOf } from "../domain/progress";
import { matterOf, nextReminderAt, type ReminderMatter } from "../domain/reminders";
import { changeApplication } from "../live/change-application";
import { errorKind, log } from "../log";
import type { ReminderFacts } from "../mail/status-mail";
import { readApplicationForm } from "../onboarding/application-form";
import { readOpened } from "../onboarding/opened-sections";
import { paths } from "../paths";
import { planMerchantMail } from "./plan-mail";
import { reminderHours } from "./plan-reminders";

const atOnce = 50;

/** What the merchant could do about it now; null where it can do nothing, such as with a revoked invitation. */
async function matterNow(db: Db, application: OwnApplication, now: Date): Promise<ReminderMatter | null> {
  const matter = matterOf(application);
  if (matter === "invited") return (await findAcceptableInvitation(db, application.id, now)) && matter;
  if (matter !== "needs_correction") return matter;
  return (await readOpened(db, application))?.open.length ? matter : null;
}

async function remind(tx: Tx, application: OwnApplication, now: Date): Promise<void> {
  const { id, remindAt, reminded } = application;
  // Looked at again under the lock: another process may have sent it, or the merchant has just done something.
  if (!remindAt || remindAt > now) return;
  const matter = await matterNow(tx, application, now);
  const hours = await reminderHours(tx);
  if (!matter || hours[reminded] === undefined) return await setReminder(tx, id, { remindAt: null, reminded });
  const number = reminded + 1;
  const occasion = `reminder:${matter}:${number}:${remindAt.toISOString()}`;
  await planMerchantMail(tx, application, { occasion, kind: "reminder", facts: { matter, number } });
  await setReminder(tx, id, { remindAt: nextReminderAt(hours, number, now), reminded: number });
}

/** Plans the reminders that are due, at most `atOnce` of them. One merchant that fails stops nobody else's. */
export async function remindMerchants(at?: Date): Promise<void> {
  const { db } = await database();
  const now = at ?? (await sharedNow(db));
  for (const applicationId of await listDueReminders(db, now, atOnce)) {
    try {
      await changeApplication(applicationId, (tx, application) => remind(tx, application, now), { isNews: false });
    } catch (error) {
      log.error("reminder.not-planned", { applicationId, error: errorKind(error) });
    }
  }
}

export type ReminderGround = { matter: ReminderMatter | null; reminded: number };

/** What is true of a reminder that is about to leave. */
export async function reminderGround(db: Db, applicationId: string, now = new Date()): Promise<ReminderGround> {
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application) return { matter: null, reminded: 0 };
  return { matter: await matterNow(db, application, now), reminded: application.reminded };
}

/** A further link of the invitation: the one in the first mail stays good. */
async function invitationPath(db: Db, applicationId: string): Promise<string> {
  const invitation = await findAcceptableInvitation(db, applicationId, new Date());
  if (!invitation) return paths.signIn;
  const token = newToken();
  const { id: invitationId, invitedBy: madeBy } = invitation;
  await insertInvitationLink(db, { tokenHash: hashToken(token), invitationId, madeBy });
  return paths.invitation(token);
}

/** What the mail names and where its button leads. Makes a link, so it is called when the mail is sent. */
export async function reminderFacts(db: Db, applicationId: string, matter: ReminderMatter): Promise<ReminderFacts> {
  const none = { tasks: [], sections: [] };
  if (matter === "invited") return { ...none, path: await invitationPath(db, applicationId) };
  if (matter === "draft") {
    const tasks = openTasks(tasksOf(await readApplicationForm(db, applicationId))).map(({ id }) => id);
    return { ...none, tasks, path: tasks.length > 0 ? paths.onboarding : paths.check };
  }
  const application = await findApplicationUnscoped(db, applicationId);
  const opened = application && (await readOpened(db, application));
  return { ...none, sections: [...new Set(opened?.open.map(({ type }) => type) ?? [])], path: paths.correct };
}
