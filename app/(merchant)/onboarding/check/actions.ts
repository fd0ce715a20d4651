"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { merchantAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { errorKind, log } from "@/lib/log";
import { submitApplication } from "@/lib/onboarding/submit-application";
import { paths } from "@/lib/paths";

/** "Send to DOKU": a plain form, so every outcome is a page. Pressed twice, it leads to the same submission. */
export const sendToDoku = merchantAction(z.instanceof(FormData), async ({ actor }) => {
  let href: string = paths.status;
  try {
    await submitApplication({ actor });
  } catch (error) {
    const isKnown = error instanceof AppError;
    if (!isKnown) log.error("submission.not-taken", { applicationId: actor.applicationId, error: errorKind(error) });
    href = `${paths.check}?failed=${isKnown && error.key === "notReady" ? "notReady" : "failed"}`;
  }
  redirect(href);
});
