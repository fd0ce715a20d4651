"use server";

import { z } from "zod";
import { merchantAction } from "@/lib/action";
import { askDoku } from "@/lib/kyb/ask-doku";

/** "Ask DOKU now". Gives back what the page knew when it was pressed, so that the page can tell when an answer has come. */
export const askDokuNow = merchantAction(z.object({ known: z.string().max(80) }), async ({ actor, input }) => {
  await askDoku({ actor, input: { applicationId: actor.applicationId } });
  return input;
});
