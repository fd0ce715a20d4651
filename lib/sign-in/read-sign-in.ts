/** What the pages of a sign-in show. Reading changes nothing: mail scanners open links too. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findPerson, findSignInAttempt, findSignInAttemptByLink } from "@/db/queries/users";
import { hashToken } from "../crypto/tokens";
import { codeTries } from "./confirm-sign-in";
import { maskEmail } from "./mask-email";

export type LinkView = { state: "open"; maskedEmail: string } | { state: "over" } | { state: "unknown" };

/** The link of a mail: open, over (used or expired), or never heard of. */
export async function readSignInLink(token: string): Promise<LinkView> {
  const { db } = await database();
  const attempt = await findSignInAttemptByLink(db, hashToken(token));
  if (!attempt?.userId) return { state: "unknown" };
  if (attempt.usedAt || attempt.expiresAt < (await sharedNow(db))) return { state: "over" };
  const person = await findPerson(db, attempt.userId);
  return person ? { state: "open", maskedEmail: maskEmail(person.email) } : { state: "unknown" };
}

/**
 * How many codes this browser may still try, 0 when the attempt is over, and whether its mail brings no code at all: then
 * the newest one has a link.
 */
export async function readOwnAttempt(attemptId: string): Promise<{ triesLeft: number; isLinkOnly: boolean }> {
  const { db } = await database();
  const attempt = await findSignInAttempt(db, attemptId);
  if (!attempt || attempt.expiresAt < (await sharedNow(db))) return { triesLeft: 0, isLinkOnly: false };
  if (attempt.carries !== "both") return { triesLeft: 0, isLinkOnly: true };
  return { triesLeft: Math.max(0, codeTries - attempt.wrongCodes), isLinkOnly: false };
}
