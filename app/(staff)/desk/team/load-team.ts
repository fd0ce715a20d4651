import { database } from "@/db/client";
import { countCases, listTeam, type TeamMember } from "@/db/queries/team";

export type MemberRow = TeamMember & {
  /** Merchants in the queue that are theirs. */
  cases: number;
  isReader: boolean;
  /** Nobody else could change the team: may be neither disabled nor given another role. */
  isLastAdmin: boolean;
};

/** Everybody of the staff: those who may sign in first, by name. */
export async function loadTeam(readerId: string): Promise<MemberRow[]> {
  const { db } = await database();
  const [members, cases] = await Promise.all([listTeam(db), countCases(db)]);
  const admins = members.filter(({ staffRole, disabledAt }) => staffRole === "admin" && !disabledAt);
  return members
    .map((member) => ({
      ...member,
      cases: cases.get(member.id) ?? 0,
      isReader: member.id === readerId,
      isLastAdmin: admins.length === 1 && admins[0]?.id === member.id,
    }))
    .sort(
      (one, other) =>
        Number(one.disabledAt !== null) - Number(other.disabledAt !== null) || one.name.localeCompare(other.name, "id"),
    );
}
