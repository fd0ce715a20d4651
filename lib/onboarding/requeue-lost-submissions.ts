import { database } from "@/db/client";
import { listOverdueSubmissions } from "@/db/queries/submissions";
import { enqueue } from "../jobs/queue";

/** A job that is this late was lost, in a crash between the commit and its run. */
const graceMs = 20_000;

/** Puts submissions whose job was lost back in the queue. The lease keeps two workers from one submission. */
export async function requeueLostSubmissions(now = new Date()): Promise<void> {
  const { db } = await database();
  for (const submissionId of await listOverdueSubmissions(db, now, graceMs)) {
    await enqueue(db, "send-application", { submissionId }, { singletonKey: submissionId, singletonSeconds: 30 });
  }
}
