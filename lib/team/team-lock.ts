/** What every change of the team begins with: one writer at a time, who still may, on a member who is still there. */
import { database, type Tx } from "@/db/client";
import { countAdmins, findMember, lockTeam } from "@/db/queries/team";
import type { StaffActor } from "../domain/actor";
import { mayDo, type Permission } from "../domain/permissions";
import { AppError, notFound, refused } from "../errors";

export type Member = NonNullable<Awaited<ReturnType<typeof findMember>>>;

/**
 * The door let the actor in some time before; what it lets them do may be over since.
 * @throws AppError not_allowed when the actor was demoted or disabled meanwhile
 */
export async function requireStill(tx: Tx, { userId }: StaffActor, permission: Permission): Promise<void> {
  const acting = await findMember(tx, userId);
  if (!acting || acting.disabledAt || !mayDo(acting.staffRole, permission)) {
    throw new AppError("not_allowed", "notAllowed");
  }
}

/** Of an admin, with the session in which they must have proved again who they are: who is on the staff may do all that it may. */
export type TeamCall<I> = { actor: StaffActor; sessionId: string; input: I };

/**
 * Runs a change of the team while nobody else changes it.
 * @throws AppError as `requireStill`
 */
export async function changeTeam<T>(actor: StaffActor, change: (tx: Tx) => Promise<T>): Promise<T> {
  const { db } = await database();
  return await db.transaction(async (tx) => {
    await lockTeam(tx);
    await requireStill(tx, actor, "team.manage");
    return await change(tx);
  });
}

/**
 * Runs a change of one member while nobody else changes the team.
 * @throws AppError as `changeTeam` · refused "team.ownAccount" when it is about the actor · not_found for somebody who is
 * not staff
 */
export async function changeMember<T>(
  { actor, memberId }: { actor: StaffActor; memberId: string },
  change: (tx: Tx, member: Member) => Promise<T>,
): Promise<T> {
  return await changeTeam(actor, async (tx) => {
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
