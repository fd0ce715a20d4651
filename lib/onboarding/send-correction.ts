/** The merchant presses "Send the corrections". */
import type { Tx } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { closeAskedOpinions } from "@/db/queries/second-opinions";
import { findLatestSubmission, insertSubmission, type Submission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import type { CaseActor, MerchantActor } from "../domain/actor";
import { isUnderWay } from "../domain/applications";
import { movesMoney } from "../domain/confirmation";
import { planCorrection } from "../domain/correction-target";
import type { CorrectionTarget } from "../domain/sent";
import { conflict, refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { partner } from "../partner";
import { contentOf } from "./correction-content";
import { requireOpened, requireOwn } from "./edit-application";
import { findHeld } from "./held-sections";
import { type Opened, readCorrection } from "./opened-sections";

/** The granted changes that are among what is sent: a refusal that is corrected in the same section uses none up. */
function carriedChanges({ granted, open }: Opened, { entities }: Pick<CorrectionTarget, "entities">): string[] {
  const changed = open.filter(({ cause }) => cause === "change");
  const carried = changed.filter((one) =>
    entities.some(({ type, entityId }) => type === one.type && entityId === one.entityId),
  );
  return granted.flatMap(({ id, type }) => (carried.some((one) => one.type === type) ? [id] : []));
}

/** What would be sent now. `latest` is the submission before it. */
export type Sending = {
  opened: Opened;
  latest: Submission;
  plan: NonNullable<ReturnType<typeof planCorrection>>;
};

/**
 * What would be sent if somebody pressed now, or the correction that is under way already. Under the application's lock.
 * @param isHeld with four eyes, what staff changed and the merchant has not looked at is left out
 * @throws AppError refused "nothingChanged" · conflict "notEditable", "sectionLocked", "suspended", "correctionOnItsWay"
 */
export async function prepareSending(
  tx: Tx,
  application: OwnApplication,
  { isHeld = false }: { isHeld?: boolean } = {},
): Promise<{ underWay: Submission } | { underWay: null; sending: Sending }> {
  const latest = await findLatestSubmission(tx, application.id);
  if (!latest) throw conflict("notEditable");
  if (latest.kind === "correction" && isUnderWay(latest.stage)) return { underWay: latest };
  const opened = await requireOpened(tx, application);
  const held = isHeld ? await findHeld(tx, application, opened) : [];
  const plan = planCorrection({ ...(await readCorrection(tx, application.id, opened)), held }, opened.entities);
  if (!plan) throw refused("nothingChanged");
  return { underWay: null, sending: { opened, latest, plan } };
}

/** Puts it in the outbox. A question to a second person is over by that: what it was about is no longer all there is. */
export async function submitSending(
  tx: Tx,
  { opened, latest, plan }: Sending,
  actor: CaseActor,
): Promise<{ submissionId: string }> {
  const { applicationId } = actor;
  const { sent, target } = plan;
  const changeIds = carriedChanges(opened, target);
  const attempt = latest.attempt + 1;
  const submissionId = await insertSubmission(tx, {
    applicationId,
    kind: "correction",
    attempt,
    filesTotal: target.newFileIds.length,
    sent,
    target: { ...target, changeIds },
  });
  for (const secondId of await closeAskedOpinions(tx, applicationId, new Date())) {
    await emitAudit(tx, { applicationId, actor, action: "second.overtaken", detail: { secondId } });
  }
  await emitAudit(tx, {
    applicationId,
    actor,
    action: "correction.submitted",
    detail: { attempt, sections: target.types.join(" "), files: target.newFileIds.length },
  });
  await enqueue(tx, "send-application", { submissionId });
  return { submissionId };
}

/**
 * Puts every open section that was changed and is complete in the outbox, together and once: a second press, in another
 * tab too, gets the correction that is under way back. What is not changed is not sent.
 * @param input.content `contentOf` what the page showed: what staff or another tab changed since then is not sent unseen
 * @param isConfirmed whether the merchant has just proved again who it is: what says where the money goes needs it
 * @throws AppError as `prepareSending` · conflict "contentChanged" · refused "confirmAgain" · not_found
 */
export async function sendCorrection({
  actor,
  isConfirmed,
  input: { content },
}: {
  actor: MerchantActor;
  isConfirmed: boolean;
  input: { content: string };
}): Promise<{ submissionId: string }> {
  const { fourEyes } = await partner();
  return await changeApplication(actor.applicationId, async (tx, application) => {
    requireOwn(actor, application);
    const found = await prepareSending(tx, application, { isHeld: fourEyes });
    if (found.underWay) return { submissionId: found.underWay.id };
    if (contentOf(found.sending.plan) !== content) throw conflict("contentChanged");
    if (movesMoney(found.sending.plan.target.types) && !isConfirmed) throw refused("confirmAgain");
    return await submitSending(tx, found.sending, actor);
  });
}
