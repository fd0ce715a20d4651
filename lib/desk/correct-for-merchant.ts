/** Staff send what was corrected on a merchant's behalf. */
import { closeAskedOpinions, findAskedOpinion, insertOpinion } from "@/db/queries/second-opinions";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { movesMoney } from "../domain/confirmation";
import { conflict, refused } from "../errors";
import { changeApplication } from "../live/change-application";
import { contentOf } from "../onboarding/correction-content";
import { secondTypes } from "../onboarding/held-sections";
import { prepareSending, submitSending } from "../onboarding/send-correction";
import { partner } from "../partner";
import { requireUnchanged } from "./require-unchanged";

/**
 * Sends every open section that was changed and is complete, as the merchant would; with a changed bank account a second
 * person is asked first, unless the partner has set otherwise.
 * @param isConfirmed whether whoever sends has just proved again who they are: what says where the money goes needs it
 * @param input.content `contentOf` what the page showed: what somebody changed since then is not sent unseen
 * @throws AppError conflict "decidedMeanwhile", "contentChanged", "correctionOnItsWay", "secondAsked" when a second
 * person is asked about the very same already · refused "confirmAgain", or as `prepareSending` · not_found
 */
export async function sendForMerchant({
  actor,
  isConfirmed,
  input: { applicationId, seen, content },
}: {
  actor: StaffActor;
  isConfirmed: boolean;
  input: { applicationId: string; seen: number; content: string };
}): Promise<{ submissionId: string } | { secondId: string }> {
  const { fourEyes } = await partner();
  return await changeApplication(applicationId, async (tx, application) => {
    requireUnchanged(application, seen);
    const found = await prepareSending(tx, application);
    if (found.underWay) throw conflict("correctionOnItsWay");
    const { sending } = found;
    const { types } = sending.plan.target;
    if (contentOf(sending.plan) !== content) throw conflict("contentChanged");
    if (movesMoney(types) && !isConfirmed) throw refused("confirmAgain");
    const needsSecond = fourEyes && types.some((type) => secondTypes.includes(type));
    if (!needsSecond) return await submitSending(tx, sending, { ...actor, applicationId });

    if ((await findAskedOpinion(tx, applicationId))?.content === content) throw conflict("secondAsked");
    await closeAskedOpinions(tx, applicationId, new Date());
    const secondId = await insertOpinion(tx, { applicationId, types, content, askedBy: actor.userId });
    const detail = { secondId, sections: types.join(" ") };
    await emitAudit(tx, { applicationId, actor, action: "second.asked", detail });
    return { secondId };
  });
}
