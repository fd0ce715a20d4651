/** What every change of the team begins with: one writer at a time, who still may, on a member who is still there. */
import { database, type Tx } from "@/db/client";
import { countAdmins, findMember, lockTeam } from "@/db/queries/team";
import type { StaffActor } from "../domain/actor";
import { mayDo } from "../domain/permissions";
import { AppError, notFound, refused } from "../errors";

export type Member = NonNullable<Awaited<ReturnType<typeof findMember>>>;

/**
 * Runs a change of one member while nobody else changes the team.
 * @throws AppError not_allowed when the actor was demoted or disabled meanwhile · refused "team.ownAccount" when it is
 * about the actor · not_found for somebody who is not staff
 */
export async function changeMember<T>(
  { actor, memberId }: { actor: StaffActor; memberId: string },
  change: (tx: Tx, member: Member) => Promise<T>,
): Promise<T> {
  const { db } = await database();
  return await db.transaction(async (tx) => {
    await lockTeam(tx);
    const acting = await findMember(tx, actor.userId);
    if (!acting || acting.disabledAt || !mayDo(acting.staffRole, "team.manage")) {
      throw new AppError("not_allowed", "notAllowed");
    }
    const member = await findMember(tx, memberId);
    if (!member) throw notFound();
    if (member.id === actor.userId) throw refused("team.ownAccount");
    return await change(tx, member);
  });
}

/** Without an admin nobody could ever change the team again. @throws AppError refused "team.lastAdmin" */
export async function refuseLastAdmin(tx: Tx, { staffRole, disabledAt }: Member): Promise<void> {
  if (staffRole === "admin" && !disabledAt && (await countAdmins(tx)) <= 1) throw refused("team.lastAdmin");
}
