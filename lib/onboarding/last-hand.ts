/** Whose hand was last at an open section: the merchant's and the staff's forms tell each other by it. */
import type { Db } from "@/db/client";
import { listDrafts, type OwnApplication } from "@/db/queries/applications";
import { findLatestSubmission } from "@/db/queries/submissions";
import { correctionOf } from "../domain/correction-plan";
import type { CallbackType } from "../domain/sections";
import { readCorrection, readOpened } from "./opened-sections";

/** `staffId` null is the merchant. */
export type Hand = { staffId: string | null; at: Date };

/** The last change of the section's answers and files since something was last sent, or null. */
export async function findLastHand(db: Db, application: OwnApplication, type: CallbackType): Promise<Hand | null> {
  const opened = await readOpened(db, application);
  const latest = await findLatestSubmission(db, application.id);
  if (!opened || !latest) return null;
  const input = await readCorrection(db, application.id, opened);
  const section = correctionOf(input).find((one) => one.type === type);
  if (!section) return null;
  const hasValues = section.slots.some(({ requirement }) => requirement.forms.length > 0);
  const parts: string[] = [...section.parts, ...(hasValues ? ["slots"] : [])];
  const typed = (await listDrafts(db, application.id))
    .filter(({ part }) => parts.includes(part))
    .map(({ byStaff, updatedAt }): Hand => ({ staffId: byStaff, at: updatedAt }));
  const files = input.files
    .filter(({ slotId }) => section.slots.some(({ id }) => id === slotId))
    .map(({ byStaff, createdAt }): Hand => ({ staffId: byStaff, at: createdAt }));
  const since = [...typed, ...files].filter(({ at }) => at > latest.createdAt);
  return since.sort((one, other) => other.at.getTime() - one.at.getTime())[0] ?? null;
}
