/** A signed-in member of staff proves again who they are, by a code that is mailed to them. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { confirmSession } from "@/db/queries/credentials";
import { findPerson } from "@/db/queries/users";
import { emitStaffAudit } from "../audit/emit";
import { emailIndex } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { AppError, refused } from "../errors";
import { codeOf, confirmCode } from "./confirm-sign-in";
import { startAttempt } from "./start-attempt";

/**
 * Mails a code to the person's own address, with the limits of signing in.
 * @throws AppError refused "signIn.tooOften" · not_allowed when the person was disabled meanwhile
 */
export async function askConfirmation({ actor }: { actor: StaffActor }): Promise<{ attemptId: string }> {
  const person = await findPerson((await database()).db, actor.userId);
  if (!person) throw new AppError("not_allowed", "notAllowed");
  const target = { emailIndex: emailIndex(person.email), userId: person.id };
  return await startAttempt(target, `confirmation of ${actor.userId}`);
}

/**
 * Marks the session as just confirmed. The code has to be this very person's: another one's proves nothing about them.
 * @throws AppError refused "code.shape", "code.wrong", "code.over"
 */
export async function giveConfirmation({
  actor,
  input: { attemptId, sessionId, code: typed },
}: {
  actor: StaffActor;
  input: { attemptId: string; sessionId: string; code: string };
}): Promise<void> {
  const code = codeOf(typed);
  if (!code) throw refused("code.shape");
  const outcome = await confirmCode({ input: { attemptId, code } });
  if (outcome.kind !== "in") throw refused(`code.${outcome.kind}`);
  if (outcome.userId !== actor.userId) throw refused("code.wrong");
  const { db } = await database();
  await db.transaction(async (tx) => {
    await confirmSession(tx, sessionId, await sharedNow(tx));
    await emitStaffAudit(tx, { actor, action: "session.confirmed", detail: { sessionId } });
  });
}
