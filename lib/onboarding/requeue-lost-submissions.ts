import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { hurrySubmissions, listOverdueSubmissions, listPausedSubmissions } from "@/db/queries/submissions";
import { DokuError } from "../doku/failure";
import { dokuAccount, dokuClient } from "../doku-account";
import { dokuWaitMs, isDokuDueForAsking, isDokuPaused } from "../doku-breaker";
import { enqueue } from "../jobs/queue";

/** A job that is this late was lost, in a crash between the commit and its run. */
const graceMs = 20_000;
/** What waited for DOKU comes back in portions, one a sweep, each spread over the time until the next one. */
const portion = 100;
const spreadSeconds = 10;
/** How often a DOKU that nobody has anything for is asked whether it is back: each time is a row of the staff's log. */
const askEveryMs = 60_000;

/** Puts submissions back in the queue whose work a crash is known to have interrupted, at once. */
export async function requeueSubmissions(submissionIds: readonly string[]): Promise<void> {
  const { db } = await database();
  for (const submissionId of submissionIds) {
    await enqueue(db, "send-application", { submissionId }, { singletonKey: submissionId, singletonSeconds: 30 });
  }
}

/** The same over the next seconds, so that not all of them reach DOKU at once. */
async function requeueSpread(submissionIds: readonly string[]): Promise<void> {
  const { db } = await database();
  for (const submissionId of submissionIds) {
    const startAfterSeconds = submissionIds.length === 1 ? 0 : Math.floor(Math.random() * spreadSeconds);
    const options = { startAfterSeconds, singletonKey: submissionId, singletonSeconds: spreadSeconds };
    await enqueue(db, "send-application", { submissionId }, options);
  }
}

/**
 * Those that wait for DOKU: none while it is left alone, one to try whether it is back, then all, little by little. What they
 * were told to wait holds no longer once it is back: while another call tried, it was told them as long as such a call may take.
 */
async function requeuePaused(now: Date): Promise<void> {
  const { db } = await database();
  const { baseUrl } = await dokuAccount(db);
  if ((await dokuWaitMs(baseUrl)) > 0) return;
  const isPaused = await isDokuPaused(baseUrl);
  if (!isPaused) await hurrySubmissions(db, "paused", now);
  await requeueSpread(await listPausedSubmissions(db, now, isPaused ? 1 : portion));
}

/**
 * While nothing waits that could try, a token is asked for: or a DOKU that is well again would be called in trouble, by the desk
 * and to whoever watches, until the next merchant comes.
 */
async function askWhetherBack(now: Date): Promise<void> {
  const { db } = await database();
  const { baseUrl } = await dokuAccount(db);
  if (!(await isDokuDueForAsking(baseUrl, askEveryMs, now))) return;
  if ((await listPausedSubmissions(db, now, 1)).length > 0) return;
  const doku = await dokuClient(null);
  await doku.issueToken().catch((error: unknown) => {
    if (!(error instanceof DokuError)) throw error;
  });
}

/** Puts submissions whose job was lost, or that waited for DOKU, back in the queue. The lease keeps two workers from one. */
export async function requeueLostSubmissions(at?: Date): Promise<void> {
  const { db } = await database();
  const now = at ?? (await sharedNow(db));
  await requeueSubmissions(await listOverdueSubmissions(db, now, graceMs));
  await requeuePaused(now);
  await askWhetherBack(now);
}

/** DOKU may be called again: what waited for that need not wait for the sweep. Nothing happens while it is left alone. */
export async function retryPaused(): Promise<void> {
  const { db } = await database();
  const { baseUrl } = await dokuAccount(db);
  if (!(await isDokuPaused(baseUrl))) await requeuePaused(await sharedNow(db));
}

/** The partner's account may be another now: what DOKU refused because of the former one, or was not sent to it, is tried at once. */
export async function retryWaiting(): Promise<void> {
  const { db } = await database();
  await requeueSpread(await hurrySubmissions(db, "auth", await sharedNow(db)));
  await retryPaused();
}
