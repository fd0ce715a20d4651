/** Four eyes: a second person agrees to what staff changed on a merchant's behalf, or does not. */
import { type Db, database, type Tx } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { findOpinionUnscoped, type SecondOpinion, updateOpinion } from "@/db/queries/second-opinions";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { movesMoney } from "../domain/confirmation";
import { AppError, conflict, notFound } from "../errors";
import { changeApplication } from "../live/change-application";
import { contentOf } from "../onboarding/correction-content";
import { hasTypedAccount } from "../onboarding/held-sections";
import { readOpened } from "../onboarding/opened-sections";
import { prepareSending, submitSending } from "../onboarding/send-correction";
import { requireConfirmed } from "../sign-in/confirm-again";

/** Runs `decide` under the application's lock while the question is still open. */
async function onAsked<T>(
  secondId: string,
  decide: (tx: Tx, opinion: SecondOpinion, application: OwnApplication) => Promise<T>,
): Promise<T> {
  const found = await findOpinionUnscoped((await database()).db, secondId);
  if (!found) throw notFound();
  return await changeApplication(found.applicationId, async (tx, application) => {
    // Read again under the lock: two people may press at once.
    const opinion = await findOpinionUnscoped(tx, secondId);
    if (opinion?.state !== "asked") throw conflict("secondDecided");
    return await decide(tx, opinion, application);
  });
}

/** Whoever asked, or typed or uploaded the account that would be sent, is not the second person. */
export async function isOwn(
  db: Db,
  { askedBy }: Pick<SecondOpinion, "askedBy">,
  application: OwnApplication,
  { userId }: Pick<StaffActor, "userId">,
): Promise<boolean> {
  if (askedBy === userId) return true;
  const opened = await readOpened(db, application);
  return opened !== null && (await hasTypedAccount(db, { application, opened }, { userId }));
}

const detailOf = ({ id, types }: SecondOpinion) => ({ secondId: id, sections: types.join(" ") });

/**
 * Approved, it is sent at once, provided that it is still what was asked about; declined, the first person reads why. Who
 * agrees to where the money goes has just proved again who they are.
 * @throws AppError not_allowed "secondSelf" for whoever asked, or typed or uploaded what it is about · conflict "contentChanged" when something was changed
 * since (it has to be asked anew), "secondDecided" when it was answered meanwhile · as `requireConfirmed`, `prepareSending` · not_found
 */
export async function decideSecond({
  actor,
  sessionId,
  input: { secondId, decision, answer },
}: {
  actor: StaffActor;
  sessionId: string;
  input: { secondId: string; decision: "approve" | "decline"; answer: string };
}): Promise<{ applicationId: string }> {
  return await onAsked(secondId, async (tx, opinion, application) => {
    const { applicationId } = opinion;
    if (await isOwn(tx, opinion, application, actor)) throw new AppError("not_allowed", "secondSelf");
    const decided = { decidedBy: actor.userId, decidedAt: new Date(), answer: answer || null };
    if (decision === "decline") {
      await updateOpinion(tx, secondId, { state: "declined", ...decided });
      await emitAudit(tx, { applicationId, actor, action: "second.declined", detail: detailOf(opinion) });
      return { applicationId };
    }
    const found = await prepareSending(tx, application);
    if (found.underWay) throw conflict("correctionOnItsWay");
    if (contentOf(found.sending.plan) !== opinion.content) throw conflict("contentChanged");
    if (movesMoney(found.sending.plan.target.types)) await requireConfirmed(tx, { userId: actor.userId, sessionId });
    await emitAudit(tx, { applicationId, actor, action: "second.approved", detail: detailOf(opinion) });
    await updateOpinion(tx, secondId, { state: "approved", ...decided });
    const { submissionId } = await submitSending(tx, found.sending, { ...actor, applicationId });
    await updateOpinion(tx, secondId, { submissionId });
    return { applicationId };
  });
}

/**
 * The one who asked takes the question back; what was changed stays.
 * @throws AppError not_allowed "secondNotYours" for anybody else · conflict "secondDecided" · not_found
 */
export async function withdrawSecond({
  actor,
  input: { secondId },
}: {
  actor: StaffActor;
  input: { secondId: string };
}): Promise<void> {
  await onAsked(secondId, async (tx, opinion) => {
    const { applicationId } = opinion;
    if (opinion.askedBy !== actor.userId) throw new AppError("not_allowed", "secondNotYours");
    await updateOpinion(tx, secondId, { state: "withdrawn", decidedBy: actor.userId, decidedAt: new Date() });
    await emitAudit(tx, { applicationId, actor, action: "second.withdrawn", detail: detailOf(opinion) });
  });
}
