/** What is kept of a merchant's answers, for a form of staff that was left open while somebody else went on. */
import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import type { StaffActor } from "../domain/actor";
import { openSlots } from "../domain/correction";
import { contactKeysIn } from "../domain/correction-plan";
import type { DraftPartName } from "../domain/part-input";
import { neededSlots } from "../domain/progress";
import { conflict, notFound } from "../errors";
import { requireOpened } from "../onboarding/edit-application";
import type { Opened } from "../onboarding/opened-sections";
import { requireOpenPart } from "../onboarding/save-draft";
import { noteFormOpened } from "./reveal-numbers";

/** What stands beside the files that are open, and beside no other. */
function openSlotValues({ open, form, sent }: Opened): Record<string, unknown> {
  const slots = openSlots(open, neededSlots(form), contactKeysIn(sent));
  if (slots.length === 0) throw conflict("sectionLocked");
  return Object.fromEntries(slots.flatMap(({ id }) => (form.slotValues[id] ? [[id, form.slotValues[id]]] : [])));
}

function openValues(part: DraftPartName, opened: Opened): Record<string, unknown> {
  if (part === "slots") return openSlotValues(opened);
  if (part === "kind") throw conflict("sectionLocked");
  requireOpenPart(part, opened);
  return opened.form.parts[part].values;
}

/**
 * The raw values of one part that staff may correct now. They are personal data in full: that somebody got them is written
 * down first.
 * @throws AppError not_found · conflict, as `requireOpened`, or "sectionLocked" when nothing of the part is open · too_often
 */
export async function readOpenDraft({
  actor,
  input: { part },
}: {
  actor: StaffActor & { applicationId: string };
  input: { part: DraftPartName };
}): Promise<Record<string, unknown>> {
  const { applicationId } = actor;
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application) throw notFound();
  const values = openValues(part, await requireOpened(db, application));
  await noteFormOpened({ actor, input: { applicationId, what: `correct/${part}` } });
  return values;
}
