import type { Db } from "@/db/client";
import {
  type Draft,
  findApplicationUnscoped,
  findRequirementSet,
  listDrafts,
  type OwnApplication,
} from "@/db/queries/applications";
import { listFiles } from "@/db/queries/files";
import { type Kind, kindSchema, type PartName, partNames, type SlotValues } from "../domain/business";
import { draftValues } from "../domain/part-input";
import type { ApplicationForm, DraftOfPart } from "../domain/progress";

/** The kind that the requirements were read for, from the application's own columns; null before that. */
export function chosenKind(
  application: Pick<OwnApplication, "businessType" | "legalEntity" | "line" | "nationality">,
): Kind | null {
  const parsed = kindSchema.safeParse(application);
  return parsed.success ? parsed.data : null;
}

function partsOf(drafts: readonly Draft[]): Record<PartName, DraftOfPart> {
  const entries = partNames.map((part): [PartName, DraftOfPart] => {
    const draft = drafts.find((one) => one.part === part);
    return [part, { values: draftValues(part, draft?.values), completedAt: draft?.completedAt ?? null }];
  });
  return Object.fromEntries(entries) as Record<PartName, DraftOfPart>;
}

/**
 * Everything the merchant has answered so far, valid or not. The caller has made sure whose application it is.
 * An unknown application yields an empty form.
 */
export async function readApplicationForm(db: Db, applicationId: string): Promise<ApplicationForm> {
  // One after the other: inside a transaction they share one connection.
  const application = await findApplicationUnscoped(db, applicationId);
  const drafts = await listDrafts(db, applicationId);
  const set = await findRequirementSet(db, applicationId);
  const files = await listFiles(db, applicationId);
  const slots = drafts.find((draft) => draft.part === "slots");
  return {
    kind: application && chosenKind(application),
    parts: partsOf(drafts),
    requirements: set?.requirements ?? null,
    files: files.map(({ slotId }) => ({ slotId })),
    slotValues: draftValues("slots", slots?.values ?? {}) as SlotValues,
  };
}
