import { database } from "@/db/client";
import { listColleagues, updateAway } from "@/db/queries/staff";
import { emitStaffAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";

/** One's own "away": nothing is assigned to a member who is away by itself; what they have stays theirs. */
export async function setAway({ actor, input: { away } }: { actor: StaffActor; input: { away: boolean } }) {
  const { db } = await database();
  await db.transaction(async (tx) => {
    const own = (await listColleagues(tx)).find(({ id }) => id === actor.userId);
    if (!own || (own.awayAt !== null) === away) return;
    await updateAway(tx, actor.userId, away ? new Date() : null);
    await emitStaffAudit(tx, { actor, action: away ? "member.away" : "member.back" });
  });
}
