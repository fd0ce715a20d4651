"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { staffAction, staffFormAction } from "@/lib/action";
import { revealCredential } from "@/lib/desk/reveal-credential";
import { credentialParts, credentialWays } from "@/lib/domain/credential";
import { AppError, refused } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { readSession } from "@/lib/session";
import { askConfirmation, giveConfirmation } from "@/lib/sign-in/confirm-again";
import { forgetConfirmation, keepConfirmation, readConfirmation } from "./confirmation-cookie";

const onMerchant = z.object({ applicationId: z.uuid() });

async function sessionId(): Promise<string> {
  const session = await readSession();
  if (!session) throw new AppError("signed_out", "signedOut");
  return session.sessionId;
}

/** Mails a code to whoever asks. */
export const askForCode = staffFormAction("credential.reveal", onMerchant, async ({ actor, input }) => {
  const { attemptId } = await askConfirmation({ actor });
  await keepConfirmation(attemptId);
  redirect(paths.deskCredential(input.applicationId));
});

/** The code of that mail; afterwards the credential may be revealed for a while. */
export const giveCode = staffFormAction(
  "credential.reveal",
  onMerchant.extend({ code: z.string().max(40) }),
  async ({ actor, input: { applicationId, code } }) => {
    const attemptId = await readConfirmation();
    if (!attemptId) throw refused("code.over");
    await giveConfirmation({ actor, input: { attemptId, code, sessionId: await sessionId() } });
    await forgetConfirmation();
    redirect(paths.deskCredential(applicationId));
  },
);

/** One part of the credential. Answers are never cached: they are answers to a POST. */
export const openCredential = staffAction(
  "credential.reveal",
  onMerchant.extend({ part: z.enum(credentialParts), way: z.enum(credentialWays) }),
  async ({ actor, input }) => ({
    value: await revealCredential({ actor, input: { ...input, sessionId: await sessionId() } }),
  }),
);
