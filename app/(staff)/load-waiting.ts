import { database } from "@/db/client";
import { countUnmappedNotes } from "@/db/queries/reasons";
import { countDeadJobs } from "@/lib/jobs/dead-jobs";

/** What waits for staff behind the places of the desk, for the numbers beside their names. */
export async function loadWaiting(): Promise<{ stuckWork: number; unknownNotes: number }> {
  const { db } = await database();
  const [stuckWork, unknownNotes] = await Promise.all([countDeadJobs(), countUnmappedNotes(db)]);
  return { stuckWork, unknownNotes };
}
