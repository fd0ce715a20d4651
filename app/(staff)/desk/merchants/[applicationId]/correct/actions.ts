"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { keepPostedSection, lookAtSection } from "@/app/(merchant)/onboarding/correct/look-at-section";
import { aboutValues } from "@/app/(merchant)/onboarding/uploads/value-notes";
import { staffAction, staffFormAction } from "@/lib/action";
import { sendForMerchant } from "@/lib/desk/correct-for-merchant";
import { decideSecond, withdrawSecond } from "@/lib/desk/second-opinion";
import { businessParts } from "@/lib/domain/business";
import { type SectionSlug, sectionSlugs } from "@/lib/domain/correction";
import { decideSecondSchema, onSecondSchema, sendForMerchantSchema } from "@/lib/domain/second-opinion";
import { refused } from "@/lib/errors";
import { findAreas } from "@/lib/onboarding/find-areas";
import { saveSlotValues } from "@/lib/onboarding/save-slot-values";
import { paths } from "@/lib/paths";
import { hasConfirmed } from "@/lib/sign-in/confirm-again";

const slugs = Object.keys(sectionSlugs) as [SectionSlug, ...SectionSlug[]];
const record = z.record(z.string(), z.unknown());
const onSection = z.object({ applicationId: z.uuid(), section: z.enum(slugs) });

/** Continue on one part of an open section: on to what would be sent, or what keeps it from that. */
export const continueForMerchant = staffAction(
  "case.correct",
  onSection.extend({ part: z.enum(businessParts), values: record, base: record.optional() }),
  async ({ actor, input: { applicationId, section, ...typed } }) => {
    const { faults, missing } = await lookAtSection({ ...actor, applicationId }, section, typed);
    if (faults.length > 0) throw refused("checkFields", faults);
    return missing.length > 0 ? { missing } : { href: paths.deskCorrections(applicationId) };
  },
);

/** Continue on a section that has files alone: everything that is missing, in words. */
export const findGapsForMerchant = staffAction(
  "case.correct",
  onSection,
  async ({ actor, input: { applicationId, section } }) =>
    (await lookAtSection({ ...actor, applicationId }, section, null)).missing,
);

/** The same for a form that was sent before its script arrived. */
export const postForMerchant = staffAction("case.correct", z.instanceof(FormData), async ({ actor, input }) => {
  const { applicationId, section } = onSection.parse(Object.fromEntries(input));
  const isComplete = await keepPostedSection({ ...actor, applicationId }, section, input);
  redirect(isComplete ? paths.deskCorrections(applicationId) : `${paths.deskCorrect(applicationId, section)}?tried=1`);
});

/** Autosave of the values beside one file; answers with what is wrong or odd about them, and what they say. */
export const saveValuesForMerchant = staffAction(
  "case.correct",
  z.object({
    applicationId: z.uuid(),
    slotId: z.string().max(200),
    values: z.record(z.string().max(80), z.string().max(1000)),
  }),
  async ({ actor, input: { applicationId, ...input } }) =>
    (await aboutValues())(await saveSlotValues({ actor: { ...actor, applicationId }, input }), input.values),
);

/** DOKU's areas for what is typed so far. */
export const searchAreasForMerchant = staffAction(
  "case.correct",
  z.object({ keyword: z.string().max(100) }),
  findAreas,
);

/** Sends what was corrected, or asks a second person about it. */
export const sendOnBehalf = staffFormAction(
  "case.correct",
  sendForMerchantSchema,
  async ({ actor, sessionId, input }) => {
    const isConfirmed = await hasConfirmed({ userId: actor.userId, sessionId });
    const outcome = await sendForMerchant({ actor, isConfirmed, input });
    const { applicationId } = input;
    redirect("secondId" in outcome ? paths.deskCorrections(applicationId) : paths.deskMerchant(applicationId));
  },
);

/** The second person agrees, or does not. */
export const answerSecond = staffFormAction("case.second", decideSecondSchema, async (call) => {
  const { applicationId } = await decideSecond(call);
  redirect(paths.deskMerchant(applicationId));
});

/** The first person takes the question back. */
export const takeBackSecond = staffFormAction("case.correct", onSecondSchema, async ({ actor, input }) => {
  await withdrawSecond({ actor, input });
});
