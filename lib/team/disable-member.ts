/** An admin shuts a member out: every session ends at once, and the member's cases go back to the queue. */
import { endSessionsOf, updateMember } from "@/db/queries/team";
import { emitStaffAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import type { MemberInput } from "../domain/team";
import { enqueue } from "../jobs/queue";
import { changeMember, refuseLastAdmin } from "./team-lock";

/**
 * Disables a member. Open pages hear of it from their streams within seconds (lib/live/streams); the next request of
 * any other kind is refused. Doing it again changes nothing.
 * @throws AppError as `changeMember` · refused "team.lastAdmin"
 */
export async function disableMember({ actor, input }: { actor: StaffActor; input: MemberInput }): Promise<void> {
  const { memberId } = input;
  await changeMember({ actor, memberId }, async (tx, member) => {
    if (member.disabledAt) return;
    await refuseLastAdmin(tx, member);
    await updateMember(tx, memberId, { disabledAt: new Date() });
    await endSessionsOf(tx, memberId);
    await emitStaffAudit(tx, { actor, action: "team.disabled", detail: { memberId } });
    await enqueue(tx, "release-cases", { userId: memberId });
  });
}
