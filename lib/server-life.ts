/** What our own server (scripts/serve) and the portal inside it know of each other: when it may begin, who takes its callbacks, and what goes before its end. */
import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers the request when it is a callback, and tells whether it was. */
export type CallbackTaker = (request: IncomingMessage, response: ServerResponse) => boolean;

type Life = {
  isReady: () => void;
  ready: Promise<void>;
  takeCallback: CallbackTaker | undefined;
  beforeEnding: (() => Promise<void>)[];
};

// Next's bundle and our server load this file separately and share one globalThis.
const shared = globalThis as typeof globalThis & { sambutLife?: Life };

function life(): Life {
  if (!shared.sambutLife) {
    let isReady = () => {};
    const ready = new Promise<void>((resolve) => {
      isReady = resolve;
    });
    shared.sambutLife = { isReady, ready, takeCallback: undefined, beforeEnding: [] };
  }
  return shared.sambutLife;
}

/** The database is open and migrated, and work can be enqueued: requests may come. */
export function sayReady(): void {
  life().isReady();
}

/** Settles when requests may come. */
export const untilReady = (): Promise<void> => life().ready;

/**
 * The portal gives its server what takes callbacks, instead of the server loading its own: tables of one copy of the code and
 * a connection of the other work together, but many times slower.
 */
export function offerCallbackTaker(take: CallbackTaker): void {
  life().takeCallback = take;
}

/** What the portal has offered; nothing where Next's own route does it all. */
export const callbackTaker = (): CallbackTaker | undefined => life().takeCallback;

/** Registers something to be waited for; it begins when the process is told to stop. */
export function beforeEnding(run: () => Promise<void>): void {
  life().beforeEnding.push(run);
}

/** Runs what was registered, at most `patienceMs`. */
export async function runBeforeEnding(patienceMs: number): Promise<void> {
  const all = Promise.allSettled(life().beforeEnding.map((run) => run()));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
}
