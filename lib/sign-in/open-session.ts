/** A browser is signed in. */
import { database } from "@/db/client";
import { findFactorSince } from "@/db/queries/second-factors";
import { insertSession } from "@/db/queries/sessions";
import { findPerson } from "@/db/queries/users";
import { emitStaffAudit } from "../audit/emit";
import { hashToken } from "../crypto/tokens";
import type { Device } from "../domain/device";
import { sessionLimits } from "../domain/session-limits";
import { AppError } from "../errors";
import { log } from "../log";

/** What a new session keeps of the browser, and whether somebody else has seen to the second step. */
export type Opening = { device: Device; isTrusted: boolean };

/**
 * Stores a new session under the hash of its token; that of staff is written down.
 * @returns when it ends at the latest
 * @throws AppError not_allowed when the person was disabled meanwhile
 */
export async function openSession({
  token,
  userId,
  device,
  isTrusted,
}: Opening & { token: string; userId: string }): Promise<Date> {
  const { db } = await database();
  const { expiresAt, ...opened } = await db.transaction(async (tx) => {
    const person = await findPerson(tx, userId);
    if (!person) throw new AppError("not_allowed", "notAllowed");
    const expiresAt = new Date(Date.now() + sessionLimits[person.role].lifeMs);
    const isAwaited = !isTrusted && (await findFactorSince(tx, userId)) !== null;
    const factor = isTrusted ? "trusted" : isAwaited ? "awaited" : "none";
    const sessionId = await insertSession(tx, { tokenHash: hashToken(token), userId, expiresAt, factor, ...device });
    if (person.role === "staff") {
      const detail = { sessionId, factor };
      await emitStaffAudit(tx, { actor: { kind: "staff", userId }, action: "session.started", detail });
    }
    return { expiresAt, sessionId, role: person.role, factor };
  });
  log.info("session.opened", { userId, ...opened });
  return expiresAt;
}
