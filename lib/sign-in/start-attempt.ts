/** One request to sign in, the same for everybody: limits, a row, and the work to mail. */
import { database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { insertSourceMark, lockSignInKey, readMailsSince } from "@/db/queries/sign-in";
import { type Carried, countRecentAttempts, insertSignInAttempt } from "@/db/queries/users";
import { blindIndex } from "../crypto/tokens";
import { refused } from "../errors";
import { enqueue } from "../jobs/queue";

const minuteMs = 60_000;
/** How long the link and the code last, counted from the request. */
export const attemptLifeMs = 10 * minuteMs;

const windowMs = 15 * minuteMs;
/** One place that asks for one address: refused, and in a quarter of an hour heard again. */
const fromOnePlace = 5;
/** Many phones of one mobile network share an address, so this one only stops floods. */
const ofOnePlace = 100;

/**
 * Mails with a code that one address gets in a day, whoever asks. Nobody is locked out beyond them: mails then bring the
 * link alone, which only the mailbox has, and at most every five minutes, so that the newest is good for five more.
 * Codes can be guessed by whoever asked: 20 attempts of 5 tries (`codeTries`) at 1,000,000 codes are one chance in 10,000
 * for a whole day of trying, from however many places.
 */
export const codesADay = 20;
export const linkEveryMs = 5 * minuteMs;
const dayMs = 24 * 60 * minuteMs;

async function check(tx: Tx, key: string, now: Date, most: number): Promise<void> {
  await lockSignInKey(tx, key);
  const count = await countRecentAttempts(tx, key, new Date(now.getTime() - windowMs));
  if (count >= most) throw refused("signIn.tooOften");
}

/**
 * Counts one request for mail to an address, from a place.
 * @throws AppError refused "signIn.tooOften"
 */
export async function countRequest(tx: Tx, emailIndex: string, source: string, now: Date): Promise<void> {
  const place = blindIndex(source, "sign-in-source");
  const pair = blindIndex(`${source}\n${emailIndex}`, "sign-in-pair");
  await check(tx, place, now, ofOnePlace);
  await check(tx, pair, now, fromOnePlace);
  await insertSourceMark(tx, place, now);
  await insertSourceMark(tx, pair, now);
}

/** What this request's mail brings, by those that the address got in the last day. "none": the one before is new enough. */
async function carriedNow(tx: Tx, emailIndex: string, now: Date): Promise<"both" | "link" | "none"> {
  await lockSignInKey(tx, emailIndex);
  const { count, latestAt } = await readMailsSince(tx, emailIndex, new Date(now.getTime() - dayMs));
  if (count < codesADay) return "both";
  return latestAt && now.getTime() - latestAt.getTime() < linkEveryMs ? "none" : "link";
}

type Target = { emailIndex: string; userId: string | null };

/**
 * Starts an attempt for an address, known (`userId`) or not, and queues its mail in the same transaction.
 * @param source network address of the browser, kept only as a blind index
 * @returns the attempt's id, to be held by this browser alone
 * @throws AppError refused "signIn.tooOften"
 */
export async function startAttempt(person: Target, source: string): Promise<{ attemptId: string }> {
  const { db } = await database();
  return await db.transaction(async (tx) => {
    const now = await sharedNow(tx);
    await countRequest(tx, person.emailIndex, source, now);
    return await beginAttempt(tx, person, await carriedNow(tx, person.emailIndex, now), now);
  });
}

/**
 * Mails a code to somebody who is signed in. Counted for this person alone: what strangers ask for the address is another
 * count, so that nobody else can use this one up. As many codes a day as for signing in, so that who has stolen a session
 * guesses no better than who has none.
 * @throws AppError refused "signIn.tooOften", "signIn.enoughToday"
 */
export async function startConfirmation(userId: string): Promise<{ attemptId: string }> {
  const { db } = await database();
  return await db.transaction(async (tx) => {
    const now = await sharedNow(tx);
    const key = blindIndex(userId, "confirmation");
    await check(tx, key, now, fromOnePlace);
    const { count } = await readMailsSince(tx, key, new Date(now.getTime() - dayMs));
    if (count >= codesADay) throw refused("signIn.enoughToday");
    return await beginAttempt(tx, { emailIndex: key, userId }, "confirmation", now);
  });
}

async function beginAttempt(tx: Tx, target: Target, carries: Carried, now: Date): Promise<{ attemptId: string }> {
  const attemptId = await insertSignInAttempt(tx, {
    ...target,
    carries,
    expiresAt: new Date(now.getTime() + attemptLifeMs),
  });
  if (carries !== "none") await enqueue(tx, "send-sign-in-mail", { attemptId });
  return { attemptId };
}
