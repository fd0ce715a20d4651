"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { merchantAction } from "@/lib/action";
import { businessParts } from "@/lib/domain/business";
import { type SectionSlug, sectionSlugs } from "@/lib/domain/correction";
import { AppError, refused } from "@/lib/errors";
import { errorKind, log } from "@/lib/log";
import { sendCorrection } from "@/lib/onboarding/send-correction";
import { paths } from "@/lib/paths";
import { hasConfirmed } from "@/lib/sign-in/confirm-again";
import { keepPostedSection, lookAtSection } from "./look-at-section";

const slugs = Object.keys(sectionSlugs) as [SectionSlug, ...SectionSlug[]];
const sectionSchema = z.enum(slugs);
const partSchema = z.enum(businessParts);
const record = z.record(z.string(), z.unknown());

/** Continue on one part of an open section: back to the overview, or what keeps it from being sent. */
export const continueSection = merchantAction(
  z.object({ section: sectionSchema, part: partSchema, values: record, base: record.optional() }),
  async ({ actor, input: { section, ...typed } }) => {
    const { faults, missing } = await lookAtSection(actor, section, typed);
    if (faults.length > 0) throw refused("checkFields", faults);
    return missing.length > 0 ? { missing } : { href: paths.correct };
  },
);

/** Continue on a section that has files alone: everything that is missing, in words. */
export const findSectionGaps = merchantAction(
  z.object({ section: sectionSchema }),
  async ({ actor, input: { section } }) => (await lookAtSection(actor, section, null)).missing,
);

/** The same for a form that was sent before its script arrived; the page itself then shows what is wrong. */
export const postSection = merchantAction(z.instanceof(FormData), async ({ actor, input }) => {
  const section = sectionSchema.parse(input.get("section"));
  const isComplete = await keepPostedSection(actor, section, input);
  redirect(isComplete ? paths.correct : `${paths.correctSection(section)}?tried=1`);
});

/** Nothing is lost with these: the status page tells how it stands. */
const settled = ["correctionOnItsWay", "sectionLocked", "suspended", "notEditable"];

const failures: Record<string, string> = {
  nothingChanged: "nothing",
  contentChanged: "changed",
  confirmAgain: "confirm",
};

/** "Send the corrections": a plain form, so every outcome is a page. Pressed twice, it leads to the same correction. */
export const sendFixes = merchantAction(z.instanceof(FormData), async ({ actor, sessionId, input }) => {
  let href: string = paths.status;
  try {
    const isConfirmed = await hasConfirmed({ userId: actor.userId, sessionId });
    await sendCorrection({ actor, isConfirmed, input: { content: String(input.get("content") ?? "") } });
  } catch (error) {
    const isKnown = error instanceof AppError;
    if (!isKnown) log.error("correction.not-taken", { applicationId: actor.applicationId, error: errorKind(error) });
    if (!isKnown || !settled.includes(error.key)) {
      href = `${paths.correct}?failed=${(isKnown && failures[error.key]) || "1"}`;
    }
  }
  redirect(href);
});
