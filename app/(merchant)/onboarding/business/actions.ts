"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { merchantAction } from "@/lib/action";
import { businessParts } from "@/lib/domain/business";
import { postedValues } from "@/lib/domain/posted-form";
import { AppError } from "@/lib/errors";
import { completePart } from "@/lib/onboarding/complete-part";
import { findAreas } from "@/lib/onboarding/find-areas";
import { paths, taskPath } from "@/lib/paths";

const partSchema = z.enum(businessParts);
const record = z.record(z.string(), z.unknown());
const typedSchema = { values: record, base: record.optional() };

/** Continue: checks and completes one part, and says where to go next. */
export const continuePart = merchantAction(
  z.object({ part: partSchema, ...typedSchema, returnToCheck: z.boolean() }),
  async ({ actor, input }) => {
    const { next } = await completePart({ actor, input });
    return { href: input.returnToCheck || !next ? paths.check : taskPath(next) };
  },
);

/** The same for a form that was sent before its script arrived; the page itself then shows what is wrong. */
export const postPart = merchantAction(z.instanceof(FormData), async ({ actor, input }) => {
  const part = partSchema.parse(input.get("part"));
  const returnToCheck = input.get("return") === "check";
  const asked = returnToCheck ? "&return=check" : "";
  let href = `${paths.business(part)}?tried=1${asked}`;
  try {
    const { next } = await completePart({ actor, input: { part, values: postedValues(input) } });
    href = returnToCheck || !next ? paths.check : taskPath(next);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  redirect(href);
});

/** DOKU's areas for what is typed so far. */
export const searchAreas = merchantAction(z.object({ keyword: z.string().max(100) }), findAreas);
