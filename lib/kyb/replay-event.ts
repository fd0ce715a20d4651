/** A stored callback is applied anew, through the same verb as the first time. What it did already, it does not do again. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { updateApplication } from "@/db/queries/applications";
import { findCallback, type StoredCallback } from "@/db/queries/event";
import { setReplayed } from "@/db/queries/replays";
import { emitAudit } from "../audit/emit";
import { parseCallback } from "../doku/callback";
import type { StaffActor } from "../domain/actor";
import { notFound, refused } from "../errors";
import { changeApplication } from "../live/change-application";
import { tryCallback } from "./try-callback";

/** `why`: what the portal says to it now; null for what was applied. */
export type Replayed = { result: "applied" | "unchanged" | "failed"; why: string | null };

/**
 * What the callback says is applied unless it was before: without a time of its own it would be taken for news. What cannot
 * be applied now either leaves its event as it is, apart from the reason.
 */
async function replay(actor: StaffActor, { id: eventId, applicationId, at, body }: StoredCallback): Promise<Replayed> {
  return await changeApplication(
    applicationId,
    async (tx, application) => {
      const now = await sharedNow(tx);
      // Read again under the lock: somebody else may have replayed it in between.
      const outcome = (await findCallback(tx, eventId))?.outcome;
      const parsed = parseCallback(Buffer.from(body));
      let replayed: Replayed = { result: "unchanged", why: null };
      if (outcome === "applied" || !parsed.ok) await setReplayed(tx, eventId, {}, now);
      else {
        const applied = await tryCallback(tx, application, parsed.event, at);
        await setReplayed(tx, eventId, { outcome: applied.outcome, why: applied.why }, now);
        // By the schedule: thousands of replays of one merchant are one reading.
        if (applied.read && application.dokuBusinessId) {
          await updateApplication(tx, applicationId, { nextReadAt: now }, false);
        }
        const results = {
          applied: "applied",
          failed: "failed",
          ignored: "unchanged",
          not_understood: "unchanged",
        } as const;
        replayed = { result: results[applied.outcome], why: applied.why };
      }
      const detail = { event: eventId, result: replayed.result };
      await emitAudit(tx, { applicationId, actor, action: "event.replayed", detail });
      return replayed;
    },
    { isNews: false },
  );
}

/**
 * Applies one stored callback anew.
 * @throws AppError not_found; refused "replayUnverified" for one whose signature was wrong: nobody knows who sent it
 */
export async function replayEvent({
  actor,
  input,
}: {
  actor: StaffActor;
  input: { eventId: string };
}): Promise<Replayed> {
  const { db } = await database();
  const event = await findCallback(db, input.eventId);
  if (!event) throw notFound();
  if (!event.verified) throw refused("replayUnverified");
  return await replay(actor, event);
}
