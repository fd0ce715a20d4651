/** An admin gives a member another role; it counts from the member's next request. */
import { updateMember } from "@/db/queries/team";
import { emitStaffAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import type { MemberRoleInput } from "../domain/team";
import { changeMember, refuseLastAdmin } from "./team-lock";

/**
 * Changes what a member may do. The same role again changes nothing.
 * @throws AppError as `changeMember` · refused "team.lastAdmin"
 */
export async function changeRole({ actor, input }: { actor: StaffActor; input: MemberRoleInput }): Promise<void> {
  const { memberId, role } = input;
  await changeMember({ actor, memberId }, async (tx, member) => {
    if (member.staffRole === role) return;
    await refuseLastAdmin(tx, member);
    await updateMember(tx, memberId, { staffRole: role });
    const detail = { memberId, from: member.staffRole, to: role };
    await emitStaffAudit(tx, { actor, action: "team.role", detail });
  });
}
