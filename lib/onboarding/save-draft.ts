/** Autosave: what was typed is kept, whether it fits or not. */
import { listDrafts, upsertDraft } from "@/db/queries/applications";
import { type CaseActor, staffIdOf } from "../domain/actor";
import { scopeOfPart, withinScope } from "../domain/correction";
import { contactKeysIn } from "../domain/correction-plan";
import { type DraftPartName, draftValues, inputOf, partSchemaFor } from "../domain/part-input";
import { AppError, conflict } from "../errors";
import { chosenKind } from "./application-form";
import { editOpen } from "./edit-application";
import { noteStaffEdit, typing } from "./note-staff-edit";
import type { Opened } from "./opened-sections";

/** All answers of one part together, as JSON; the longest honest part stays far below. */
export const maxDraftBytes = 64 * 1024;

/** Values of one part of a registered business: what is not open stays as it was. */
function openValues(part: DraftPartName, raw: Record<string, unknown>, opened: Opened): Record<string, unknown> {
  if (part === "kind" || part === "slots") throw conflict("sectionLocked");
  const known = { kind: opened.form.kind, contactKeys: contactKeysIn(opened.sent) };
  const scope = scopeOfPart(part, opened.open, known);
  if (!scope) throw conflict("sectionLocked");
  return withinScope(part, opened.form.parts[part].values, raw, scope);
}

/**
 * Keeps one part's raw values; unknown keys are dropped. A completed part stays completed while its values fit. Once
 * the business is at DOKU only what is open is kept, and it is compared and sent elsewhere (send-correction).
 * @throws AppError too_large · conflict, as `editOpen` · not_found
 */
export async function saveDraft({
  actor,
  input: { part, values: raw },
}: {
  actor: CaseActor;
  input: { part: DraftPartName; values: unknown };
}): Promise<void> {
  const posted = draftValues(part, raw);
  if (Buffer.byteLength(JSON.stringify(posted)) > maxDraftBytes) throw new AppError("too_large", "tooLarge");
  await editOpen(
    actor,
    async (tx, application, opened) => {
      const values = opened ? openValues(part, posted, opened) : posted;
      const before = (await listDrafts(tx, application.id)).find((draft) => draft.part === part);
      const fits =
        part === "slots" || partSchemaFor(part, chosenKind(application)).safeParse(inputOf(part, values)).success;
      await upsertDraft(
        tx,
        application.id,
        part,
        values,
        fits ? (before?.completedAt ?? null) : null,
        staffIdOf(actor),
      );
      await noteStaffEdit(tx, actor, { part });
    },
    typing,
  );
}
