/** An admin gives a member another role; the member signs in anew to have it. */
import { endSessionsOf, updateMember } from "@/db/queries/team";
import { emitStaffAudit } from "../audit/emit";
import type { MemberRoleInput } from "../domain/team";
import { requireConfirmed } from "../sign-in/confirm-again";
import { changeMember, refuseLastAdmin, type TeamCall } from "./team-lock";

/**
 * Changes what a member may do. The same role again changes nothing.
 * @throws AppError as `changeMember`, `requireConfirmed` · refused "team.lastAdmin"
 */
export async function changeRole({ actor, sessionId, input }: TeamCall<MemberRoleInput>): Promise<void> {
  const { memberId, role } = input;
  await changeMember({ actor, memberId }, async (tx, member) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    if (member.staffRole === role) return;
    await refuseLastAdmin(tx, member);
    await updateMember(tx, memberId, { staffRole: role });
    // A new role is a new session (ASVS 7.4): pages that are open show what the old one could see.
    await endSessionsOf(tx, memberId);
    const detail = { memberId, from: member.staffRole, to: role };
    await emitStaffAudit(tx, { actor, action: "team.role", detail });
  });
}
