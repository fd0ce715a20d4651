/** A browser signs out. */
import { database } from "@/db/client";
import { deleteSessionByHash } from "@/db/queries/sessions";
import { findMember } from "@/db/queries/team";
import { emitStaffAudit } from "../audit/emit";
import { hashToken } from "../crypto/tokens";

/** Ends the session of a token, if there is one; that of staff is written down. */
export async function closeSession(token: string): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    const ended = await deleteSessionByHash(tx, hashToken(token));
    if (!ended || !(await findMember(tx, ended.userId))) return;
    const { userId, sessionId } = ended;
    await emitStaffAudit(tx, { actor: { kind: "staff", userId }, action: "session.signed_out", detail: { sessionId } });
  });
}
