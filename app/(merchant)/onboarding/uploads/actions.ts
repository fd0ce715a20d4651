"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { issueTexts } from "@/app/issue-texts";
import { issueText } from "@/components/forms/issue-text";
import { database } from "@/db/client";
import { merchantAction } from "@/lib/action";
import { neededSlots, slotGaps } from "@/lib/domain/progress";
import { AppError } from "@/lib/errors";
import { readApplicationForm } from "@/lib/onboarding/application-form";
import { saveSlotValues } from "@/lib/onboarding/save-slot-values";
import { paths } from "@/lib/paths";
import { keepPostedSlots } from "./posted-slots";
import { slotNames } from "./slot-names";
import { valueFaults } from "./value-faults";
import { aboutValues } from "./value-notes";

/** Autosave of the values beside one file; answers with what is wrong or odd about them, and what they say. */
export const saveValues = merchantAction(
  z.object({ slotId: z.string().max(200), values: z.record(z.string().max(80), z.string().max(1000)) }),
  async ({ actor, input }) => (await aboutValues())(await saveSlotValues({ actor, input }), input.values),
);

/** Continue: everything that is still missing, in words, with the field that each belongs to. Nothing when all is there. */
export const findMissing = merchantAction(z.object({}), async ({ actor }) => {
  const form = await readApplicationForm((await database()).db, actor.applicationId);
  const [t, words, names] = await Promise.all([getTranslations("uploads"), issueTexts(), slotNames(form)]);
  const inOrder = names.groups(neededSlots(form)).flatMap(({ slots }) => slots);
  return inOrder.flatMap((slot) => {
    const gaps = slotGaps(slot, form);
    const what = names.what(slot);
    const { forms } = slot.requirement;
    const { issues } = valueFaults(forms, form.slotValues[slot.id] ?? {});
    const file = gaps.file ? [{ path: slot.id, text: t("missingFile", { what }) }] : [];
    const values = forms.flatMap((one) => {
      if (!gaps.forms.includes(one.code)) return [];
      const issue = issues.find(({ path }) => path === one.code);
      const label = names.texts.form(one);
      const text = issue ? issueText(words.errors, issue) : t("missingValue", { label });
      return [{ path: `${slot.id}.${one.code}`, text: t("missingOf", { what, text }) }];
    });
    return [...file, ...values];
  });
});

/** The page sent before its script arrived: what was typed is kept, and the task list says what is missing. */
export const postUploads = merchantAction(z.instanceof(FormData), async ({ actor, input }) => {
  const form = await readApplicationForm((await database()).db, actor.applicationId);
  try {
    await keepPostedSlots(actor, input, neededSlots(form));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  redirect(input.get("return") === "check" ? paths.check : paths.onboarding);
});
