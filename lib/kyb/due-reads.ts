/** The schedule of readings: what is due is put in the queue, whichever process looks first. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { claimDueReads } from "@/db/queries/schedule";
import { enqueue } from "../jobs/queue";

/** A reading that was queued and never came to an end, in a crash say, is due again after this time. */
const claimMs = 5 * 60_000;
const atOnce = 50;

/** Queues the readings that are due, at most `atOnce` of them. */
export async function enqueueDueReads(at?: Date): Promise<void> {
  const { db } = await database();
  const now = at ?? (await sharedNow(db));
  const due = await claimDueReads(db, now, new Date(now.getTime() + claimMs), atOnce);
  for (const applicationId of due) await enqueue(db, "read-business", { applicationId, reason: "schedule" });
}
