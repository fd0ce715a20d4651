import { database } from "@/db/client";
import { findReplay } from "@/db/queries/replays";
import { idSchema } from "@/lib/domain/record-filter";

/** How far a replay is; null when there is none. */
export async function loadReplay(replayId: string) {
  if (!idSchema.safeParse(replayId).success) return null;
  return await findReplay((await database()).db, replayId);
}
