/** The link or the code of a sign-in is brought back. Nothing here tells a known address from an unknown one. */
import { type Db, database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import {
  type Carried,
  findSignInAttempt,
  findSignInAttemptByLink,
  spendSignInAttempt,
  takeCodeTry,
} from "@/db/queries/users";
import { hashToken, sameHash } from "../crypto/tokens";
import { codeHashOf } from "./code-hash";
import { noteTry } from "./note-try";

/** How many codes may be tried for one attempt. */
export const codeTries = 5;

/** Spends a link; of several parallel callers one gets the person, the others null. */
export async function confirmLink({ input }: { input: { token: string } }): Promise<{ userId: string } | null> {
  const { db } = await database();
  const attempt = await findSignInAttemptByLink(db, hashToken(input.token));
  const userId = attempt?.userId ?? null;
  const isIn = attempt && userId && (await spendSignInAttempt(db, attempt.id, await sharedNow(db)));
  noteTry("link", isIn ? "in" : "over", userId);
  return isIn ? { userId } : null;
}

export type CodeOutcome = { kind: "in"; userId: string } | { kind: "wrong" } | { kind: "over" };

/** What was typed as a code, without the spaces and dashes; null when it is not six digits. */
export function codeOf(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[\s\u2010-\u2015-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}

/**
 * Tries a code against the attempt of this browser. A used attempt answers "wrong" like any other: "over" would tell
 * a stranger who started it that the owner of the address has just signed in.
 */
export async function confirmCode(call: { input: { attemptId: string; code: string } }): Promise<CodeOutcome> {
  return await tryCode("both", call.input);
}

/** The same for a code that was mailed to somebody who is signed in; it signs nobody in, and the other kind proves nothing here. */
export async function confirmOwnCode(call: { input: { attemptId: string; code: string } }): Promise<CodeOutcome> {
  return await tryCode("confirmation", call.input);
}

async function tryCode(
  kind: "both" | "confirmation",
  input: { attemptId: string; code: string },
): Promise<CodeOutcome> {
  const { db } = await database();
  const attempt = await findSignInAttempt(db, input.attemptId);
  const outcome = await judge(db, { kind, attempt, code: input.code });
  noteTry(kind === "both" ? "code" : kind, outcome.kind, attempt?.userId ?? null);
  return outcome;
}

type Judged = { kind: Carried; attempt: Awaited<ReturnType<typeof findSignInAttempt>>; code: string };

async function judge(db: Db, { kind, attempt, code }: Judged): Promise<CodeOutcome> {
  const now = await sharedNow(db);
  if (!attempt || attempt.expiresAt < now || attempt.carries !== kind) return { kind: "over" };
  if (!(await takeCodeTry(db, attempt.id, codeTries))) return { kind: "over" };
  const typed = codeHashOf(attempt.id, code);
  if (!attempt.codeHash || !attempt.userId || !sameHash(attempt.codeHash, typed)) return { kind: "wrong" };
  if (!(await spendSignInAttempt(db, attempt.id, now))) return { kind: "wrong" };
  return { kind: "in", userId: attempt.userId };
}
