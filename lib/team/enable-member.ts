/** An admin lets a disabled member in again, in the role that it had. */
import { updateMember } from "@/db/queries/team";
import { emitStaffAudit } from "../audit/emit";
import type { MemberInput } from "../domain/team";
import { requireConfirmed } from "../sign-in/confirm-again";
import { changeMember, type TeamCall } from "./team-lock";

/** Enables a member; they sign in anew. @throws AppError as `changeMember`, `requireConfirmed` */
export async function enableMember({ actor, sessionId, input }: TeamCall<MemberInput>): Promise<void> {
  const { memberId } = input;
  await changeMember({ actor, memberId }, async (tx, member) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    if (!member.disabledAt) return;
    await updateMember(tx, memberId, { disabledAt: null, awayAt: null });
    await emitStaffAudit(tx, { actor, action: "team.enabled", detail: { memberId } });
  });
}
