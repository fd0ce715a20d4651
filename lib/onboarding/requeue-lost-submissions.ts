import { database } from "@/db/client";
import { listOverdueSubmissions } from "@/db/queries/submissions";
import { enqueue } from "../jobs/queue";

/** A job that is this late was lost, in a crash between the commit and its run. */
const graceMs = 20_000;

/** Puts submissions back in the queue whose work a crash is known to have interrupted, at once. */
export async function requeueSubmissions(submissionIds: readonly string[]): Promise<void> {
  const { db } = await database();
  for (const submissionId of submissionIds) {
    await enqueue(db, "send-application", { submissionId }, { singletonKey: submissionId, singletonSeconds: 30 });
  }
}

/** Puts submissions whose job was lost back in the queue. The lease keeps two workers from one submission. */
export async function requeueLostSubmissions(now = new Date()): Promise<void> {
  const { db } = await database();
  await requeueSubmissions(await listOverdueSubmissions(db, now, graceMs));
}
