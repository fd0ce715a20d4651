"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { database } from "@/db/client";
import { merchantAction } from "@/lib/action";
import { kindSchema } from "@/lib/domain/business";
import { inputOf } from "@/lib/domain/part-input";
import { postedValues } from "@/lib/domain/posted-form";
import { neededSlots } from "@/lib/domain/progress";
import { AppError } from "@/lib/errors";
import { acknowledgeRequirements } from "@/lib/onboarding/acknowledge-requirements";
import { readApplicationForm } from "@/lib/onboarding/application-form";
import { type ChosenKind, chooseKind } from "@/lib/onboarding/choose-kind";
import { saveDraft } from "@/lib/onboarding/save-draft";
import { paths } from "@/lib/paths";
import { requirementTexts } from "../requirement-texts";

export type KindOutcome = { outcome: "chosen"; href: string } | { outcome: "confirm"; files: string[]; kept: string };

/** The useless files in the reader's words: one line a slot. */
async function worded(
  applicationId: string,
  { useless }: { useless: { slotId: string; count: number }[] },
): Promise<string[]> {
  const [t, texts, form] = await Promise.all([
    getTranslations("onboarding.requirements"),
    requirementTexts(),
    readApplicationForm((await database()).db, applicationId),
  ]);
  const slots = new Map(neededSlots(form).map((slot) => [slot.id, slot.requirement]));
  return useless.map(({ slotId, count }) => {
    const requirement = slots.get(slotId);
    return t("fileCount", { name: requirement ? texts.of(requirement).name : slotId, count });
  });
}

async function outcomeOf(applicationId: string, chosen: ChosenKind, returnToCheck: boolean): Promise<KindOutcome> {
  if (chosen.outcome === "chosen") return { outcome: "chosen", href: returnToCheck ? paths.check : paths.requirements };
  const t = await getTranslations("onboarding.requirements");
  return {
    outcome: "confirm",
    files: await worded(applicationId, chosen),
    kept: t("confirmKept", { count: chosen.kept }),
  };
}

/** The four answers; asks back before files become useless. */
export const submitKind = merchantAction(
  z.object({
    values: z
      .record(z.string(), z.unknown())
      .transform((values) => inputOf("kind", values))
      .pipe(kindSchema),
    confirmed: z.boolean(),
    returnToCheck: z.boolean(),
  }),
  async ({ actor, input }) => {
    const chosen = await chooseKind({ actor, input: { kind: input.values, confirmed: input.confirmed } });
    if (chosen.outcome === "chosen") revalidatePath(paths.requirements);
    return await outcomeOf(actor.applicationId, chosen, input.returnToCheck);
  },
);

/** The same for a form sent before its script arrived. It changes nothing that makes files useless: that needs the question. */
export const postKind = merchantAction(z.instanceof(FormData), async ({ actor, input }) => {
  const values = inputOf("kind", postedValues(input));
  const parsed = kindSchema.safeParse(values);
  let outcome = "tried";
  try {
    if (parsed.success) outcome = (await chooseKind({ actor, input: { kind: parsed.data, confirmed: false } })).outcome;
    else await saveDraft({ actor, input: { part: "kind", values } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    outcome = "failed";
  }
  redirect(outcome === "chosen" ? paths.requirements : `${paths.requirements}?${outcome}=1`);
});

/** "Understood" on what DOKU changed. */
export const acknowledge = merchantAction(z.unknown(), async ({ actor }) => {
  await acknowledgeRequirements({ actor });
  revalidatePath(paths.requirements);
});
