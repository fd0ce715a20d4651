/** Autosave: what was typed is kept, whether it fits or not. */
import { listDrafts, upsertDraft } from "@/db/queries/applications";
import type { MerchantActor } from "../domain/actor";
import { type DraftPartName, draftValues, inputOf, partSchemaFor } from "../domain/part-input";
import { AppError } from "../errors";
import { chosenKind } from "./application-form";
import { editApplication } from "./edit-application";

/** All answers of one part together, as JSON; the longest honest part stays far below. */
export const maxDraftBytes = 64 * 1024;

/**
 * Keeps one part's raw values; unknown keys are dropped. A completed part stays completed while its values fit.
 * @throws AppError too_large · conflict "notEditable" · not_found
 */
export async function saveDraft({
  actor,
  input: { part, values: raw },
}: {
  actor: MerchantActor;
  input: { part: DraftPartName; values: unknown };
}): Promise<void> {
  const values = draftValues(part, raw);
  if (Buffer.byteLength(JSON.stringify(values)) > maxDraftBytes) throw new AppError("too_large", "tooLarge");
  await editApplication(actor, async (tx, application) => {
    const before = (await listDrafts(tx, application.id)).find((draft) => draft.part === part);
    const fits =
      part === "slots" || partSchemaFor(part, chosenKind(application)).safeParse(inputOf(part, values)).success;
    await upsertDraft(tx, application.id, part, values, fits ? (before?.completedAt ?? null) : null);
  });
}
