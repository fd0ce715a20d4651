/** What let people in and does no more: ended sessions, spent and late tokens, old requests. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { deleteEndedSessions } from "@/db/queries/sessions";
import { deleteAttemptsBefore } from "@/db/queries/sign-in";
import { deleteLateTokens } from "@/db/queries/users";

/** How long an old link can still be exchanged for a new one. */
const attemptsKeptMs = 30 * 24 * 3_600_000;

/** The sweep. Safe in several processes at once. */
export async function forgetSignIns(at?: Date): Promise<void> {
  const { db } = await database();
  const now = at ?? (await sharedNow(db));
  await deleteEndedSessions(db, now);
  await deleteLateTokens(db, now);
  await deleteAttemptsBefore(db, new Date(now.getTime() - attemptsKeptMs));
}
