/** An admin lets a disabled member in again, in the role that it had. */
import { updateMember } from "@/db/queries/team";
import { emitStaffAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import type { MemberInput } from "../domain/team";
import { changeMember } from "./team-lock";

/** Enables a member; they sign in anew. @throws AppError as `changeMember` */
export async function enableMember({ actor, input }: { actor: StaffActor; input: MemberInput }): Promise<void> {
  const { memberId } = input;
  await changeMember({ actor, memberId }, async (tx, member) => {
    if (!member.disabledAt) return;
    await updateMember(tx, memberId, { disabledAt: null, awayAt: null });
    await emitStaffAudit(tx, { actor, action: "team.enabled", detail: { memberId } });
  });
}
