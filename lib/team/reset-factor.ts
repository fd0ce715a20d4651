/** An admin takes away the second step of a member who has lost the app and the recovery codes. */
import { randomUUID } from "node:crypto";
import { database, type Tx } from "@/db/client";
import { deleteSecondFactor } from "@/db/queries/second-factors";
import { findStaffByEmailIndex } from "@/db/queries/sso";
import { endSessionsOf, updateMember } from "@/db/queries/team";
import { emitStaffAudit } from "../audit/emit";
import { emailIndex } from "../crypto/tokens";
import type { MemberInput } from "../domain/team";
import { refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { requireConfirmed } from "../sign-in/confirm-again";
import { changeMember, type TeamCall } from "./team-lock";

/**
 * What makes a member begin anew: no second factor, nobody known at the provider of single sign-on, no open session, and a
 * mail that says so.
 */
async function clearFactor(tx: Tx, memberId: string): Promise<void> {
  await deleteSecondFactor(tx, memberId);
  await updateMember(tx, memberId, { ssoIndex: null });
  await endSessionsOf(tx, memberId);
  await enqueue(tx, "send-factor-mail", { userId: memberId, what: "reset", id: randomUUID() });
}

/**
 * The member sets up another app at the next sign-in.
 * @throws AppError as `changeMember`, `requireConfirmed` · refused "team.disabled"
 */
export async function resetFactor({ actor, sessionId, input: { memberId } }: TeamCall<MemberInput>): Promise<void> {
  await changeMember({ actor, memberId }, async (tx, member) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    if (member.disabledAt) throw refused("team.disabled");
    await clearFactor(tx, memberId);
    await emitStaffAudit(tx, { actor, action: "factor.reset", detail: { memberId } });
  });
}

/**
 * The way back in for the last admin, by whoever has the server (`npm run staff:reset-factor`). Written down in the
 * member's own chain.
 * @returns false when nobody of the staff who may sign in has this address
 */
export async function resetFactorOnServer(email: string): Promise<boolean> {
  const { db } = await database();
  const member = await findStaffByEmailIndex(db, emailIndex(email));
  if (!member) return false;
  await db.transaction(async (tx) => {
    await clearFactor(tx, member.id);
    await emitStaffAudit(tx, { actor: { kind: "staff", userId: member.id }, action: "factor.reset_on_server" });
  });
  return true;
}
