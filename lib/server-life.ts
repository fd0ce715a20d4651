/** What our own server (scripts/serve) and the portal inside it know of each other: when it may begin, and what goes before its end. */

type Life = { isReady: () => void; ready: Promise<void>; beforeEnding: (() => Promise<void>)[] };

// Next's bundle and our server load this file separately and share one globalThis.
const shared = globalThis as typeof globalThis & { sambutLife?: Life };

function life(): Life {
  if (!shared.sambutLife) {
    let isReady = () => {};
    const ready = new Promise<void>((resolve) => {
      isReady = resolve;
    });
    shared.sambutLife = { isReady, ready, beforeEnding: [] };
  }
  return shared.sambutLife;
}

/** The database is open and migrated, and work can be enqueued: requests may come. */
export function sayReady(): void {
  life().isReady();
}

/** Settles when requests may come. */
export const untilReady = (): Promise<void> => life().ready;

/** Registers something to be waited for; it begins when the process is told to stop. */
export function beforeEnding(run: () => Promise<void>): void {
  life().beforeEnding.push(run);
}

/** Runs what was registered, at most `patienceMs`. */
export async function runBeforeEnding(patienceMs: number): Promise<void> {
  const all = Promise.allSettled(life().beforeEnding.map((run) => run()));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
}
