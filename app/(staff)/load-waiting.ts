import { database } from "@/db/client";
import { countUnmappedNotes } from "@/db/queries/reasons";
import type { SavedView } from "@/db/queries/saved-views";
import { countDeadJobs } from "@/lib/jobs/dead-jobs";
import { savedViewsOf } from "./saved-views";

/** What waits for staff behind the places of the desk, for the numbers beside their names, and views of one's own. */
export async function loadWaiting(
  userId: string,
): Promise<{ stuckWork: number; unknownNotes: number; views: SavedView[] }> {
  const { db } = await database();
  const [stuckWork, unknownNotes, views] = await Promise.all([
    countDeadJobs(),
    countUnmappedNotes(db),
    savedViewsOf(userId),
  ]);
  return { stuckWork, unknownNotes, views };
}
