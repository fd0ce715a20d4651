/** An admin adds somebody to the staff, who gets a mail with a link to sign in. */
import { insertStaffOnce } from "@/db/queries/invitations";
import { updateLocale } from "@/db/queries/users";
import { emitStaffAudit } from "../audit/emit";
import { emailIndex } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import type { MemberInput, NewMember } from "../domain/team";
import { refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { requireConfirmed } from "../sign-in/confirm-again";
import { changeMember, changeTeam, type TeamCall } from "./team-lock";

/**
 * Creates the member and plans the mail, both or neither.
 * @throws AppError as `changeTeam`, `requireConfirmed` · refused with an issue on `email` when the address belongs to somebody already, disabled or not
 */
export async function inviteMember({ actor, sessionId, input }: TeamCall<NewMember>): Promise<{ memberId: string }> {
  const { name, email, role, locale } = input;
  return await changeTeam(actor, async (tx) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    const memberId = await insertStaffOnce(tx, { name, email, emailIndex: emailIndex(email), staffRole: role });
    if (!memberId) throw refused("checkFields", [{ path: "email", key: "team.emailTaken" }]);
    await updateLocale(tx, memberId, locale);
    await emitStaffAudit(tx, { actor, action: "team.invited", detail: { memberId, role } });
    await enqueue(tx, "send-team-mail", { userId: memberId });
    return { memberId };
  });
}

/** Sends the mail again, with a new link. @throws AppError as `changeMember` · refused "team.disabled" */
export async function mailMemberAgain({ actor, input }: { actor: StaffActor; input: MemberInput }): Promise<void> {
  const { memberId } = input;
  await changeMember({ actor, memberId }, async (tx, member) => {
    if (member.disabledAt) throw refused("team.disabled");
    await emitStaffAudit(tx, { actor, action: "team.mailed", detail: { memberId } });
    await enqueue(tx, "send-team-mail", { userId: memberId });
  });
}
