/** The merchant presses Continue on one part of the business data. */
import type { Tx } from "@/db/client";
import { listDrafts, updateApplication, upsertDraft } from "@/db/queries/applications";
import { emitAudit } from "../audit/emit";
import type { MerchantActor } from "../domain/actor";
import { type BusinessPart, brandSchema, profileSchema } from "../domain/business";
import { inputOf, partSchemaFor } from "../domain/part-input";
import { nextTask, type TaskId, tasksOf } from "../domain/progress";
import { type FieldIssue, issuesOf } from "../domain/results";
import { refused } from "../errors";
import { chosenKind, readApplicationForm } from "./application-form";
import { editApplication } from "./edit-application";
import { changedValues, requireFits, type Typed } from "./save-draft";

/** Lists show the merchant under the name that it gave last. */
async function rename(tx: Tx, applicationId: string, part: BusinessPart, values: Record<string, unknown>) {
  const profile = part === "profile" ? profileSchema.safeParse(values) : null;
  if (profile?.success) await updateApplication(tx, applicationId, { businessName: profile.data.name });
  const brand = part === "brand" ? brandSchema.safeParse(values) : null;
  if (brand?.success) await updateApplication(tx, applicationId, { brandName: brand.data.name });
}

/**
 * Checks one part with its schema and marks it completed; refused values are kept all the same. Of two tabs only what this
 * one changed counts (`changedValues`).
 * Answers with the task to open next: the first open one behind this part, else the first open one, else null.
 * @throws AppError refused "checkFields" with the issues of the fields · conflict "notEditable" · too_large · not_found
 */
export async function completePart({
  actor,
  input: { part, ...typed },
}: {
  actor: MerchantActor;
  input: { part: BusinessPart } & Typed;
}): Promise<{ next: TaskId | null }> {
  const outcome = await editApplication(
    actor,
    async (tx, application): Promise<FieldIssue[] | { next: TaskId | null }> => {
      const before = (await listDrafts(tx, application.id)).find((draft) => draft.part === part);
      const values = inputOf(part, changedValues(part, before?.values, typed, { isConfirmed: true }));
      requireFits(values);
      const parsed = partSchemaFor(part, chosenKind(application)).safeParse(values);
      await upsertDraft(tx, application.id, part, values, parsed.success ? new Date() : null);
      if (!parsed.success) return issuesOf(parsed.error);
      await rename(tx, application.id, part, values);
      await emitAudit(tx, { applicationId: application.id, actor, action: "part.completed", detail: { part } });
      const tasks = tasksOf(await readApplicationForm(tx, application.id));
      const behind = tasks.slice(tasks.findIndex(({ id }) => id === part) + 1);
      return { next: nextTask(behind) ?? nextTask(tasks) };
    },
  );
  if (Array.isArray(outcome)) throw refused("checkFields", outcome);
  return outcome;
}
