import { redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/db/client";
import type { StoredFile } from "@/db/queries/files";
import { isEditable } from "@/lib/domain/applications";
import { correctionOf, type SectionCorrection } from "@/lib/domain/correction-plan";
import { type JudgedSection, judgeCorrection } from "@/lib/domain/correction-ready";
import { planCorrection } from "@/lib/domain/correction-target";
import type { ExplainedNote } from "@/lib/domain/reasons";
import type { CallbackType } from "@/lib/domain/sections";
import { explainEntities } from "@/lib/kyb/explain-notes";
import { type Opened, readCorrection, readOpened } from "@/lib/onboarding/opened-sections";
import { paths } from "@/lib/paths";
import { type MerchantSession, requireMerchant } from "@/lib/session";

export type Correctable = {
  merchant: MerchantSession;
  opened: Opened;
  /** The working copy's files that are in use. */
  files: StoredFile[];
  sections: SectionCorrection[];
  /** The same sections, and which of them are sent now. */
  judged: JudgedSection[];
  /** Every section that DOKU checks once it is sent, those that go along among them. */
  checked: CallbackType[];
  /** DOKU's notes about what is open. */
  reasons: ExplainedNote[];
};

/** What is open and how far it is corrected; off to the status page when nothing is, or while a correction is on its way. */
export const requireCorrectable = cache(async (): Promise<Correctable> => {
  const merchant = await requireMerchant();
  if (isEditable(merchant.application.state)) redirect(paths.onboarding);
  const { db } = await database();
  const opened = await readOpened(db, merchant.application);
  if (!opened || opened.open.length === 0) redirect(paths.status);
  const input = await readCorrection(db, merchant.application.id, opened);
  const reasons = await explainEntities(db, opened.open);
  return {
    merchant,
    opened,
    files: [...input.files],
    sections: correctionOf(input),
    judged: judgeCorrection(input, opened.entities).sections,
    checked: planCorrection(input, opened.entities)?.target.types ?? [],
    reasons,
  };
});
