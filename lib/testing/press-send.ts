/** The merchant's press on "Send the corrections", with what its page showed a moment before. */
import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import type { MerchantActor } from "../domain/actor";
import { planCorrection } from "../domain/correction-target";
import { contentOf } from "../onboarding/correction-content";
import { findHeld } from "../onboarding/held-sections";
import { readCorrection, readOpened } from "../onboarding/opened-sections";
import { sendCorrection } from "../onboarding/send-correction";
import { partner } from "../partner";

/** `content` as the page shows it. */
export async function contentShown(applicationId: string): Promise<string> {
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  const opened = application && (await readOpened(db, application));
  if (!opened) return "";
  const held = (await partner()).fourEyes ? await findHeld(db, application, opened) : [];
  const plan = planCorrection({ ...(await readCorrection(db, applicationId, opened)), held }, opened.entities);
  return plan ? contentOf(plan) : "";
}

export async function pressSend(actor: MerchantActor, { isConfirmed = true } = {}): Promise<{ submissionId: string }> {
  return await sendCorrection({ actor, isConfirmed, input: { content: await contentShown(actor.applicationId) } });
}
