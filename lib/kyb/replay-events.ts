/** Many stored callbacks are applied anew, in the order in which they came, by a job that can be interrupted. */
import { database } from "@/db/client";
import type { EventFilter } from "@/db/queries/events";
import {
  addReplayed,
  findReplayWork,
  insertReplay,
  listReplayable,
  listVerified,
  type ReplayCounts,
} from "@/db/queries/replays";
import { emitStaffAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { AppError, refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { replayEvent } from "./replay-event";

/** More is asked for in parts, so that one replay stays something that a person can look over. */
export const mostReplayed = 5_000;
const chunkEvents = 25;

/** What is asked for: these events, or all that a filter finds. Unverified ones are left out of both. */
export type ReplayWish = { eventIds: string[] } | { filter: EventFilter };

/** The events of a wish, the oldest first; one more than may be replayed at once shows that there are too many. */
export async function listWished(wish: ReplayWish): Promise<string[]> {
  const { db } = await database();
  if ("filter" in wish) return await listReplayable(db, wish.filter, mostReplayed + 1);
  return await listVerified(db, wish.eventIds);
}

/**
 * Fixes the events and starts the job.
 * @param input.counted how many the person has seen and confirmed
 * @returns the id of the replay, for the page that shows how far it is
 * @throws AppError refused "replayNone", "replayTooMany"; conflict "replayOther" when it would be other events than confirmed
 */
export async function startReplay({
  actor,
  input,
}: {
  actor: StaffActor;
  input: { wish: ReplayWish; counted: number };
}): Promise<{ replayId: string }> {
  const { db } = await database();
  const eventIds = await listWished(input.wish);
  if (eventIds.length === 0) throw refused("replayNone");
  if (eventIds.length > mostReplayed) throw refused("replayTooMany");
  if (eventIds.length !== input.counted) throw new AppError("conflict", "replayOther");
  return await db.transaction(async (tx) => {
    const replayId = await insertReplay(tx, { askedBy: actor.userId, eventIds });
    const detail = { replay: replayId, count: eventIds.length };
    await emitStaffAudit(tx, { actor, action: "events.replayed", detail });
    await enqueue(tx, "replay-events", { replayId });
    return { replayId };
  });
}

/** One event of many; one that is gone or cannot be replayed counts as failed and stops nothing. */
async function replayOne(actor: StaffActor, eventId: string): Promise<keyof ReplayCounts> {
  try {
    return (await replayEvent({ actor, input: { eventId } })).result;
  } catch (error) {
    if (error instanceof AppError) return "failed";
    throw error;
  }
}

/** The job: goes on where an interrupted run stopped. What was replayed twice by that changed nothing the second time. */
export async function replayEvents({ replayId }: { replayId: string }): Promise<void> {
  const { db } = await database();
  const work = await findReplayWork(db, replayId);
  if (!work || work.finishedAt) return;
  const { eventIds, askedBy } = work;
  const actor = { kind: "staff", userId: askedBy } as const;
  for (let from = work.done; from < eventIds.length; from += chunkEvents) {
    const chunk = eventIds.slice(from, from + chunkEvents);
    const counts: ReplayCounts = { applied: 0, unchanged: 0, failed: 0 };
    for (const eventId of chunk) counts[await replayOne(actor, eventId)] += 1;
    const isLast = from + chunk.length >= eventIds.length;
    await addReplayed(db, replayId, { from, chunk: chunk.length, counts, isLast });
  }
}
