import { database } from "@/db/client";
import type { CaseActor } from "@/lib/domain/actor";
import { type BusinessPart, businessParts } from "@/lib/domain/business";
import { type SectionSlug, sectionSlugs } from "@/lib/domain/correction";
import { postedValues } from "@/lib/domain/posted-form";
import { neededSlots } from "@/lib/domain/progress";
import { AppError } from "@/lib/errors";
import { readApplicationForm } from "@/lib/onboarding/application-form";
import { completeSection } from "@/lib/onboarding/complete-section";
import { keepPostedSlots } from "../uploads/posted-slots";
import { fieldFaults, otherGaps } from "./gaps";

type Typed = { part: BusinessPart; values: unknown; base?: unknown };

/** Keeps what was typed; answers with its faults, and with what else is missing. */
export async function lookAtSection(actor: CaseActor, section: SectionSlug, typed: Typed | null) {
  const gaps = await completeSection({ actor, input: { type: sectionSlugs[section], typed } });
  const form = await readApplicationForm((await database()).db, actor.applicationId);
  const part = typed?.part ?? null;
  return { faults: part ? fieldFaults(gaps, part) : [], missing: await otherGaps(gaps, { part, form }) };
}

/** The same for a form that was sent before its script arrived; whether nothing keeps the section from being sent. */
export async function keepPostedSection(actor: CaseActor, section: SectionSlug, posted: FormData): Promise<boolean> {
  const part = businessParts.find((one) => one === posted.get("part"));
  try {
    const form = await readApplicationForm((await database()).db, actor.applicationId);
    await keepPostedSlots(actor, posted, neededSlots(form));
    const typed = part ? { part, values: postedValues(posted) } : null;
    const { faults, missing } = await lookAtSection(actor, section, typed);
    return faults.length + missing.length === 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return false;
  }
}
