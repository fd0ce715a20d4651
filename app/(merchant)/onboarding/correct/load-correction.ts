import { redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import type { StoredFile } from "@/db/queries/files";
import { listReturnedWords } from "@/db/queries/returns";
import { isEditable } from "@/lib/domain/applications";
import type { Returned } from "@/lib/domain/case-deeds";
import { correctionOf, type SectionCorrection } from "@/lib/domain/correction-plan";
import { type JudgedSection, judgeCorrection } from "@/lib/domain/correction-ready";
import { planCorrection } from "@/lib/domain/correction-target";
import type { ExplainedNote } from "@/lib/domain/reasons";
import type { CallbackType } from "@/lib/domain/sections";
import { explainEntities } from "@/lib/kyb/explain-notes";
import { contentOf } from "@/lib/onboarding/correction-content";
import { findHeld } from "@/lib/onboarding/held-sections";
import { type Opened, readCorrection, readOpened } from "@/lib/onboarding/opened-sections";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";
import { requireMerchant } from "@/lib/session";
import type { CorrectionDoors } from "./doors";
import { merchantDoors } from "./merchant-doors";

export type Correctable = {
  application: OwnApplication;
  /** The name of the merchant's person, which may be the account's too. */
  ownerName: string;
  doors: CorrectionDoors;
  opened: Opened;
  /** The working copy's files that are in use. */
  files: StoredFile[];
  sections: SectionCorrection[];
  /** The same sections, and which of them are sent now. */
  judged: JudgedSection[];
  /** `contentOf` what would be sent now; null when nothing would. */
  content: string | null;
  /** Every section that DOKU checks once it is sent, those that go along among them. */
  checked: CallbackType[];
  /** DOKU's notes about what is open. */
  reasons: ExplainedNote[];
  /** What the partner's staff say about it. */
  returned: Returned[];
};

/** What is open and how far it is corrected; null when nothing is, or while a correction is on its way. */
export async function readCorrectable(
  whose: Pick<Correctable, "application" | "ownerName" | "doors">,
): Promise<Correctable | null> {
  const { application, doors } = whose;
  const { db } = await database();
  const opened = await readOpened(db, application);
  if (!opened || opened.open.length === 0) return null;
  const isHeld = !doors.onBehalf && (await partner()).fourEyes;
  const held = isHeld ? await findHeld(db, application, opened) : [];
  const input = { ...(await readCorrection(db, application.id, opened)), held };
  const plan = planCorrection(input, opened.entities);
  const reasons = await explainEntities(db, opened.open);
  return {
    ...whose,
    opened,
    files: [...input.files],
    sections: correctionOf(input),
    judged: judgeCorrection(input, opened.entities).sections,
    content: plan && contentOf(plan),
    checked: plan?.target.types ?? [],
    reasons,
    returned: await listReturnedWords(db, application.id),
  };
}

/** The signed-in merchant's; off to the status page where there is nothing to correct. */
export const requireCorrectable = cache(async (): Promise<Correctable> => {
  const { application, name } = await requireMerchant();
  if (isEditable(application.state)) redirect(paths.onboarding);
  const doors = await merchantDoors();
  return (await readCorrectable({ application, ownerName: name, doors })) ?? redirect(paths.status);
});
