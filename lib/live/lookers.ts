/** Who of the staff has a merchant's page open: noted by the page's own stream or poll, so that every process knows. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import {
  deleteLook,
  deleteStaleLooks,
  type Look,
  listOtherLookers,
  raiseRevision,
  renewLooks,
} from "@/db/queries/lookers";
import { announceChange } from "./changes";

/** Three polls of a page without a stream (components/live/feed-rules). */
const goneAfterMs = 30_000;
/** How often a stream says that its reader is still there. */
export const renewLookMs = 10_000;

const since = (now: Date) => new Date(now.getTime() - goneAfterMs);

async function tell(applicationIds: readonly string[]): Promise<void> {
  const { db } = await database();
  for (const applicationId of applicationIds) {
    await raiseRevision(db, applicationId);
    announceChange(applicationId);
  }
}

/** These people are looking now; pages on which somebody is new render again. */
export async function look(looks: readonly Look[], at?: Date): Promise<void> {
  const { db } = await database();
  const now = at ?? (await sharedNow(db));
  await tell(await renewLooks(db, looks, now, since(now)));
}

/** Somebody has closed the page. */
export async function lookAway(gone: Look): Promise<void> {
  await deleteLook((await database()).db, gone);
  await tell([gone.applicationId]);
}

/** Forgets those whose browser or server vanished without a word. */
export async function forgetLookers(applicationIds: string[], at?: Date): Promise<void> {
  const { db } = await database();
  await tell(await deleteStaleLooks(db, applicationIds, since(at ?? (await sharedNow(db)))));
}

/** Names of the others who look at a merchant now. */
export async function otherLookers(own: Look, at?: Date): Promise<string[]> {
  const { db } = await database();
  return await listOtherLookers(db, own, since(at ?? (await sharedNow(db))));
}
