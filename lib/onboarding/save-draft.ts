/** Autosave: what was typed is kept, whether it fits or not. */
import { listDrafts, upsertDraft } from "@/db/queries/applications";
import { type CaseActor, staffIdOf } from "../domain/actor";
import type { BusinessPart } from "../domain/business";
import { type PartScope, scopeOfPart, withinScope } from "../domain/correction";
import { contactKeysIn } from "../domain/correction-plan";
import { mergeAnswers } from "../domain/merge-answers";
import { type DraftPartName, draftValues, inputOf, partSchemaFor } from "../domain/part-input";
import { AppError, conflict } from "../errors";
import { chosenKind } from "./application-form";
import { editOpen } from "./edit-application";
import { noteStaffEdit, typing } from "./note-staff-edit";
import type { Opened } from "./opened-sections";

/** All answers of one part together, as JSON; the longest honest part stays far below. */
export const maxDraftBytes = 64 * 1024;

/**
 * What is open of one part of the answers of a registered business.
 * @throws AppError conflict "sectionLocked" when nothing is
 */
export function requireOpenPart(part: BusinessPart, { open, form, sent }: Opened): PartScope {
  const scope = scopeOfPart(part, open, { kind: form.kind, contactKeys: contactKeysIn(sent) });
  if (!scope) throw conflict("sectionLocked");
  return scope;
}

/** Values of one part of a registered business: what is not open stays as it was. */
function openValues(part: DraftPartName, raw: Record<string, unknown>, opened: Opened): Record<string, unknown> {
  if (part === "kind" || part === "slots") throw conflict("sectionLocked");
  return withinScope(part, opened.form.parts[part].values, raw, requireOpenPart(part, opened));
}

/**
 * What is to be kept of one part: all of it, or only what was changed since `base`, so that two tabs, or a merchant and
 * staff, do not take back what the other one typed. `isConfirmed` at a Continue: the suggestions in the form count too.
 */
export function changedValues(
  part: DraftPartName,
  stored: Record<string, unknown> | undefined,
  { values, base }: Typed,
  { isConfirmed = false } = {},
): Record<string, unknown> {
  const mine = draftValues(part, values);
  return base === undefined ? mine : mergeAnswers(stored ?? {}, draftValues(part, base), mine, { isConfirmed });
}

/** Raw values of a part, and those that the form had from the server when it was filled in; all of them count without. */
export type Typed = { values: unknown; base?: unknown };

/** @throws AppError too_large, for values that no honest form has */
export function requireFits(values: Record<string, unknown>): void {
  if (Buffer.byteLength(JSON.stringify(values)) > maxDraftBytes) throw new AppError("too_large", "tooLarge");
}

/**
 * Keeps one part's raw values, as `changedValues`, and answers with what is kept now; unknown keys are dropped. A completed
 * part stays completed while its values fit. Once the business is at DOKU only what is open is kept, and it is compared and
 * sent elsewhere (send-correction).
 * @throws AppError too_large · conflict, as `editOpen` · not_found
 */
export async function saveDraft({
  actor,
  input: { part, ...typed },
}: {
  actor: CaseActor;
  input: { part: DraftPartName } & Typed;
}): Promise<Record<string, unknown>> {
  requireFits(draftValues(part, typed.values));
  return await editOpen(
    actor,
    async (tx, application, opened) => {
      const before = (await listDrafts(tx, application.id)).find((draft) => draft.part === part);
      const changed = changedValues(part, before?.values, typed);
      const values = opened ? openValues(part, changed, opened) : changed;
      requireFits(values);
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
      return values;
    },
    typing,
  );
}
