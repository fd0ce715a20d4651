/**
 * Network addresses that send one refused callback after another. For a minute they are heard only with what is signed with the
 * partner's own key, which costs no question to the database: DOKU gets through, also where strangers share its address.
 */
import { database } from "@/db/client";
import { addUse } from "@/db/queries/uses";
import { blindIndex } from "../crypto/tokens";
import { errorKind, log } from "../log";

const windowMs = 60_000;
/** A key that was changed at one side only makes DOKU send as many in an hour, all its retries together. */
const most = 100;
/** Beyond so many the oldest is heard again: memory is not for strangers to fill. */
const mostShunned = 10_000;

const shared = globalThis as typeof globalThis & { sambutShunned?: Map<string, number> };

function shunned(): Map<string, number> {
  shared.sambutShunned ??= new Map();
  return shared.sambutShunned;
}

/** Whether the address has to be signed for, see above. */
export function isShunned(source: string, now = Date.now()): boolean {
  const until = shunned().get(source);
  if (until === undefined) return false;
  if (until > now) return true;
  shunned().delete(source);
  return false;
}

/** Counts a callback that was refused, all processes together. Never throws: the answer does not depend on it. */
export async function countRefused(source: string, now = Date.now()): Promise<void> {
  try {
    const key = blindIndex(`callback\n${source}`, "use");
    if ((await addUse((await database()).db, { key, windowMs })) <= most) return;
    const [oldest] = shunned().keys();
    if (shunned().size >= mostShunned && oldest !== undefined) shunned().delete(oldest);
    shunned().set(source, now + windowMs);
    log.warn("callback.source-shunned", {});
  } catch (error) {
    log.warn("callback.not-counted", { error: errorKind(error) });
  }
}
