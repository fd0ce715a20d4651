"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { publicAction } from "@/lib/action";
import { emailSchema } from "@/lib/domain/fields/email";
import { refused } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { repeatSignIn } from "@/lib/sign-in/repeat-sign-in";
import { requestSignIn } from "@/lib/sign-in/request-sign-in";
import { keepAttempt, readAttempt } from "./attempt-cookie";

/** Asks for a link and a code; the answer is the same for every address. */
export const askToSignIn = publicAction(z.object({ email: emailSchema }), async ({ source, input }) => {
  const { attemptId } = await requestSignIn({ source, input });
  await keepAttempt(attemptId);
  redirect(paths.signInSent);
});

const againSchema = z.object({
  kind: z.enum(["attempt", "link", "invitation"]),
  value: z.string().max(200).default(""),
});

/** Asks again for the same address, on the strength of an old link, an invitation, or this browser's own attempt. */
export const askAgain = publicAction(againSchema, async ({ source, input: { kind, value } }) => {
  const proof = kind === "attempt" ? await readAttempt() : value;
  if (!proof) throw refused("signIn.unknownLink");
  const { attemptId } = await repeatSignIn({ source, input: { kind, value: proof } });
  await keepAttempt(attemptId);
  redirect(kind === "attempt" ? `${paths.signInSent}?sent=again` : paths.signInSent);
});
