"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { database } from "@/db/client";
import { merchantAction, merchantFormAction } from "@/lib/action";
import { askChange, withdrawChange } from "@/lib/changes/ask-change";
import { askChangeSchema } from "@/lib/domain/changes";
import { movesMoney } from "@/lib/domain/confirmation";
import { type SectionSlug, sectionSlugs, slugOf } from "@/lib/domain/correction";
import { AppError } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { requireConfirmed } from "@/lib/sign-in/confirm-again";

const slugs = Object.keys(sectionSlugs) as [SectionSlug, ...SectionSlug[]];

/** Asks to change what DOKU has approved; the page then shows that it was asked. */
export const ask = merchantFormAction(askChangeSchema, async ({ actor, sessionId, input }) => {
  if (movesMoney([input.type])) await requireConfirmed((await database()).db, { userId: actor.userId, sessionId });
  await askChange({ actor, input });
  const slug = slugOf(input.type);
  redirect(slug ? paths.askChange(slug) : paths.status);
});

/** Takes it back. Whatever happened meanwhile, the page shows how it stands. */
export const withdraw = merchantAction(z.instanceof(FormData), async ({ actor, input }) => {
  const slug = z.enum(slugs).parse(input.get("section"));
  const changeId = z.uuid().safeParse(input.get("changeId"));
  try {
    if (changeId.success) await withdrawChange({ actor, input: { changeId: changeId.data } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  redirect(paths.askChange(slug));
});
