/** Tells staff by mail that DOKU's time is running out, or is over: once a clock and stage. */
import { database } from "@/db/client";
import { updateApplication } from "@/db/queries/applications";
import { listLatestAttempts } from "@/db/queries/attempts";
import { listEntities } from "@/db/queries/kyb";
import { listClocksToTell } from "@/db/queries/schedule";
import { clockOf } from "../domain/clocks";
import { sectionsOf, sentTimes } from "../domain/sections";
import { changeApplication } from "../live/change-application";
import { planStaffMail } from "./plan-mail";
import { settle } from "./settle";

const atOnce = 50;

async function tellClock(applicationId: string, now: Date): Promise<void> {
  await changeApplication(applicationId, async (tx, { clockTold }) => {
    const entities = await listEntities(tx, applicationId);
    const sections = sectionsOf(entities, sentTimes(await listLatestAttempts(tx, applicationId)));
    const clocks = sections.flatMap((section) => {
      const state = clockOf(section, now);
      return state && section.dueAt ? [{ type: section.type, dueAt: section.dueAt, state }] : [];
    });
    const overdue = clocks.filter(({ state }) => state === "overdue");
    const told = overdue.length > 0 ? "overdue" : "due_soon";
    const about = overdue.length > 0 ? overdue : clocks.filter(({ state }) => state === "due_soon");
    // Looked at again under the lock: another process may have told it, or the verdict has come.
    if (about.length === 0) return await settle(tx, applicationId, now);
    if (clockTold === told) return;
    const dueAt = new Date(Math.min(...about.map((clock) => clock.dueAt.getTime()))).toISOString();
    await planStaffMail(
      tx,
      { id: applicationId },
      {
        occasion: `clock_${told}:${dueAt}`,
        kind: told === "overdue" ? "clock_overdue" : "clock_due_soon",
        facts: { types: about.map(({ type }) => type), dueAt },
      },
    );
    await updateApplication(tx, applicationId, { clockTold: told });
  });
}

/** Looks for clocks that staff have to hear of. */
export async function tellClocks(now = new Date()): Promise<void> {
  const { db } = await database();
  const due = await listClocksToTell(db, now, atOnce);
  for (const applicationId of due) await tellClock(applicationId, now);
}
