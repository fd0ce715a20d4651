/** The merchant, or staff for it, presses Continue on one section that is being corrected. */
import { listDrafts, upsertDraft } from "@/db/queries/applications";
import { type CaseActor, staffIdOf } from "../domain/actor";
import type { BusinessPart } from "../domain/business";
import { scopeOfPart, withinScope } from "../domain/correction";
import { contactKeysIn, correctionOf, type SectionCorrection } from "../domain/correction-plan";
import { inputOf } from "../domain/part-input";
import type { CallbackType } from "../domain/sections";
import { conflict } from "../errors";
import { editOpen } from "./edit-application";
import { noteStaffEdit, typing } from "./note-staff-edit";
import { type Opened, readCorrection } from "./opened-sections";
import { changedValues, requireFits, type Typed as TypedValues } from "./save-draft";

type Typed = { part: BusinessPart } & TypedValues;

function valuesInScope(part: BusinessPart, values: Record<string, unknown>, opened: Opened): Record<string, unknown> {
  const known = { kind: opened.form.kind, contactKeys: contactKeysIn(opened.sent) };
  const scope = scopeOfPart(part, opened.open, known);
  if (!scope) throw conflict("sectionLocked");
  return inputOf(part, withinScope(part, opened.form.parts[part].values, values, scope));
}

/**
 * Keeps what was typed, as far as it is open, and answers how the section stands: what is changed, and what is missing
 * or not accepted. Refused values are kept all the same, and nothing is sent.
 * @throws AppError conflict, as `editOpen` · too_large · not_found
 */
export async function completeSection({
  actor,
  input: { type, typed },
}: {
  actor: CaseActor;
  input: { type: CallbackType; typed: Typed | null };
}): Promise<Pick<SectionCorrection, "state" | "issues">> {
  return await editOpen(
    actor,
    async (tx, application, opened) => {
      if (!opened?.open.some((entity) => entity.type === type)) throw conflict("sectionLocked");
      const { form } = opened;
      const parts = { ...form.parts };
      if (typed) {
        const { part } = typed;
        const before = (await listDrafts(tx, application.id)).find((draft) => draft.part === part);
        const values = valuesInScope(part, changedValues(part, before?.values, typed, { isConfirmed: true }), opened);
        requireFits(values);
        await upsertDraft(tx, application.id, part, values, new Date(), staffIdOf(actor));
        await noteStaffEdit(tx, actor, { part });
        parts[part] = { values, completedAt: new Date() };
      }
      const now = await readCorrection(tx, application.id, { ...opened, form: { ...form, parts } });
      const section = correctionOf(now).find((one) => one.type === type);
      if (!section) throw conflict("sectionLocked");
      return { state: section.state, issues: section.issues };
    },
    typing,
  );
}
