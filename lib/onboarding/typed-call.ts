/** Calls to DOKU that somebody causes by typing or choosing at a form: few at a time for one merchant, whatever is sent to the door. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { countCallsFor } from "@/db/queries/kyb";
import type { DokuClient } from "../doku/client";
import { typedDokuClient } from "../doku-account";
import { refused } from "../errors";

const windowMs = 60_000;
/** Tries in a window that DOKU was asked for one application; one call is up to three. A person types and chooses far less. */
const mostTries = { "search-address": 60, "check-requirements": 30 } as const;
/** At once, in one process: what is under way is in no log yet. A browser waits for one answer before it asks again. */
const mostAtOnce = 3;

const shared = globalThis as typeof globalThis & { sambutTypedCalls?: Map<string, number> };

function underWay(): Map<string, number> {
  shared.sambutTypedCalls ??= new Map();
  return shared.sambutTypedCalls;
}

function addUnderWay(applicationId: string, change: 1 | -1): void {
  const count = (underWay().get(applicationId) ?? 0) + change;
  if (count > 0) underWay().set(applicationId, count);
  else underWay().delete(applicationId);
}

/**
 * Makes the call for this application, within its limits, which all processes count together by the log of calls.
 * @throws AppError refused "askedTooOften"; what the call throws
 */
export async function typedCall<T>(
  applicationId: string,
  endpoint: keyof typeof mostTries,
  call: (doku: DokuClient) => Promise<T>,
): Promise<T> {
  if ((underWay().get(applicationId) ?? 0) >= mostAtOnce) throw refused("askedTooOften");
  addUnderWay(applicationId, 1);
  try {
    const { db } = await database();
    const tries = await countCallsFor(
      db,
      applicationId,
      endpoint,
      new Date((await sharedNow(db)).getTime() - windowMs),
    );
    if (tries >= mostTries[endpoint]) throw refused("askedTooOften");
    return await call(await typedDokuClient(applicationId));
  } finally {
    addUnderWay(applicationId, -1);
  }
}
