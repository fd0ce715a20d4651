import type { Tx } from "@/db/client";
import { type OwnApplication, updateApplication } from "@/db/queries/applications";
import { insertInvitation } from "@/db/queries/invitations";
import { findLatestSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { isRefusal } from "../domain/stopped-submission";
import { conflict } from "../errors";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { invitationExpiry } from "./invite-merchant";
import { requireUnchanged } from "./require-unchanged";

/** What DOKU did not take goes the other way: the merchant is invited to register through this portal. */
async function inviteHere(tx: Tx, actor: StaffActor, { id }: OwnApplication): Promise<void> {
  await updateApplication(tx, id, { state: "invited", way: "portal" });
  const invitationId = await insertInvitation(tx, {
    applicationId: id,
    invitedBy: actor.userId,
    expiresAt: invitationExpiry(),
  });
  await enqueue(tx, "send-invitation-mail", { invitationId });
}

/**
 * Gives a stopped registration or correction back to the merchant, answers and files kept, to be corrected and sent anew.
 * One whom DOKU was to invite gets an invitation to this portal instead.
 * `notRegistered` is the word of a person who looked at DOKU; a registration that DOKU refused needs none.
 * @throws AppError conflict "decidedMeanwhile" · conflict "cannotReopen" when nothing is stopped, or DOKU may have registered it and nobody looked
 */
export async function reopenApplication({
  actor,
  input: { applicationId, seen, notRegistered = false },
}: {
  actor: StaffActor;
  input: { applicationId: string; seen?: number; notRegistered?: boolean };
}): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    requireUnchanged(application, seen);
    const latest = await findLatestSubmission(tx, application.id);
    // A correction that is sent twice corrects the same parts: it may always be given back.
    const isCertain = notRegistered || latest?.kind === "correction" || isRefusal(latest?.lastFailure);
    if (application.state !== "attention" || !isCertain) throw conflict("cannotReopen");
    if (latest?.kind === "lite") await inviteHere(tx, actor, application);
    else await updateApplication(tx, application.id, { state: latest?.kind === "correction" ? "submitted" : "draft" });
    await emitAudit(tx, {
      applicationId: application.id,
      actor,
      action: "application.reopened",
      detail: { notRegistered, failure: latest?.lastFailure ?? null },
    });
  });
}
