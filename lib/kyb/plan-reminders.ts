/** Reminders count from the merchant's last deed: each one, and each new state, plans them anew. */
import type { Db, Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findPartnerSettings } from "@/db/queries/partner";
import { findReminderState, setReminder } from "@/db/queries/reminders";
import { readPartnerSettings } from "../domain/partner-settings";
import { matterOf, nextReminderAt } from "../domain/reminders";

/** Hours after the last deed, as staff have set them. Reads on the caller's connection, for it may hold locks. */
export async function reminderHours(db: Db): Promise<number[]> {
  return readPartnerSettings((await findPartnerSettings(db))?.values ?? {}).reminderHours;
}

/** Forgets the reminders so far and plans the first one from now; none where nothing is the merchant's to do. */
export async function planReminders(tx: Tx, applicationId: string): Promise<void> {
  const state = await findReminderState(tx, applicationId);
  if (!state) return;
  const remindAt = matterOf(state) ? nextReminderAt(await reminderHours(tx), 0, await sharedNow(tx)) : null;
  if (remindAt || state.remindAt || state.reminded > 0) await setReminder(tx, applicationId, { remindAt, reminded: 0 });
}
