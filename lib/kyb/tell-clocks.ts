/** Tells staff by mail that DOKU's time is running out, or is over: once a clock and stage. */
import { database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { updateApplication } from "@/db/queries/applications";
import { listLatestAttempts } from "@/db/queries/attempts";
import { listEntities } from "@/db/queries/kyb";
import { listClocksToTell } from "@/db/queries/schedule";
import { giveToLeastLoaded } from "../desk/give-case";
import { dueSoonFrom } from "../domain/clocks";
import { type CallbackType, sectionsOf, sentTimes } from "../domain/sections";
import { changeApplication } from "../live/change-application";
import { errorKind, log } from "../log";
import { planStaffMail } from "./plan-mail";
import { settle } from "./settle";

const atOnce = 50;

type Clock = { type: CallbackType; dueAt: Date };

async function tell(tx: Tx, id: string, kind: "clock_due_soon" | "clock_overdue", clocks: Clock[]): Promise<void> {
  if (clocks.length === 0) return;
  const dueAt = new Date(Math.min(...clocks.map((clock) => clock.dueAt.getTime()))).toISOString();
  const types = clocks.map(({ type }) => type);
  await planStaffMail(tx, { id }, { occasion: `${kind}:${dueAt}`, kind, facts: { types, dueAt } });
}

async function tellClock(applicationId: string, now: Date): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    const { clockToldAt } = application;
    const entities = await listEntities(tx, applicationId);
    const sections = sectionsOf(entities, sentTimes(await listLatestAttempts(tx, applicationId)));
    const clocks = sections.flatMap(({ type, dueAt }) => (dueAt ? [{ type, dueAt }] : []));
    // Looked at again under the lock: another process may have told it, or the verdict has come.
    const isNew = (moment: Date) => moment <= now && (clockToldAt === null || moment > clockToldAt);
    const overdue = clocks.filter(({ dueAt }) => isNew(dueAt));
    const dueSoon = clocks.filter(({ type, dueAt }) => dueAt > now && isNew(dueSoonFrom(type, dueAt)));
    await tell(tx, applicationId, "clock_overdue", overdue);
    await tell(tx, applicationId, "clock_due_soon", dueSoon);
    const isNews = overdue.length + dueSoon.length > 0;
    // That time runs out is something new, which ends a snooze.
    await updateApplication(tx, applicationId, { clockToldAt: now, ...(isNews ? { snoozedUntil: null } : {}) });
    await settle(tx, applicationId, now);
    // A clock brings a merchant into the queue without any change of it, so it is given to somebody here.
    if (isNews) await giveToLeastLoaded(tx, application);
  });
}

/** Looks for clocks that staff have to hear of. One merchant that fails stops nobody else's. */
export async function tellClocks(at?: Date): Promise<void> {
  const { db } = await database();
  const now = at ?? (await sharedNow(db));
  const due = await listClocksToTell(db, now, atOnce);
  for (const applicationId of due) {
    try {
      await tellClock(applicationId, now);
    } catch (error) {
      log.error("clock.not-told", { applicationId, error: errorKind(error) });
    }
  }
}
