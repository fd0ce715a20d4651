/** Autosave of the values typed beside one file: kept whether they fit or not. */
import { listDrafts, upsertDraft } from "@/db/queries/applications";
import { type CaseActor, staffIdOf } from "../domain/actor";
import { draftValues } from "../domain/part-input";
import type { RequirementForm } from "../domain/requirements";
import { AppError } from "../errors";
import { editOpen } from "./edit-application";
import { findSlotIn } from "./find-slot";
import { noteStaffEdit, typing } from "./note-staff-edit";
import { maxDraftBytes } from "./save-draft";

/**
 * Keeps the raw values of one slot, by form code; the other slots' values and codes that are not asked for stay as they are.
 * Answers with the forms that the slot asks for.
 * @throws AppError refused "file.slotUnknown" · too_large "tooLarge" · conflict, as `editOpen` · not_found
 */
export async function saveSlotValues({
  actor,
  input: { slotId, values },
}: {
  actor: CaseActor;
  input: { slotId: string; values: Record<string, string> };
}): Promise<RequirementForm[]> {
  return await editOpen(
    actor,
    async (tx, application, opened) => {
      const slot = await findSlotIn(tx, application.id, slotId, opened);
      const asked = slot.requirement.forms.flatMap(({ code }) => {
        const value = values[code];
        return value === undefined ? [] : [[code, value] as const];
      });
      const draft = (await listDrafts(tx, application.id)).find(({ part }) => part === "slots");
      const before = draftValues("slots", draft?.values ?? {}) as Record<string, Record<string, string>>;
      const after = { ...before, [slotId]: { ...before[slotId], ...Object.fromEntries(asked) } };
      if (Buffer.byteLength(JSON.stringify(after)) > maxDraftBytes) throw new AppError("too_large", "tooLarge");
      await upsertDraft(tx, application.id, "slots", after, null, staffIdOf(actor));
      await noteStaffEdit(tx, actor, { slot: slotId });
      return slot.requirement.forms;
    },
    typing,
  );
}
