/** How many callbacks come in: storing them is what DOKU waits for, and applying them takes the same processor and database. */

const sliceMs = 100;
const slices = 10;
/** So many in a second leave room for everything: applying them takes about a quarter of one processor. */
const calmPerSecond = 100;
const longestRestMs = 10_000;
/** In a flood that goes on, what was taken in is not left waiting for its end: from then on applying gets half of the time. */
const longestWaitMs = 30_000;

/**
 * Counts what came in the last second, or what would come in one as it just began, and says how long to rest after work beside it.
 * @param now milliseconds of a clock that is never set back
 */
export function pressure(now: () => number = () => performance.now()) {
  const counts: number[] = Array.from({ length: slices }, () => 0);
  let slice = Math.floor(now() / sliceMs);

  function forget(): void {
    const present = Math.floor(now() / sliceMs);
    for (let next = Math.max(slice + 1, present - slices + 1); next <= present; next += 1) counts[next % slices] = 0;
    slice = present;
  }
  const perSecond = () => {
    forget();
    const inSecond = counts.reduce((sum, count) => sum + count, 0);
    // A flood that has just begun is seen within two slices, before much is begun beside it.
    const justNow = (counts[slice % slices] ?? 0) + (counts[(slice + slices - 1) % slices] ?? 0);
    return Math.max(inSecond, (justNow * slices) / 2);
  };
  return {
    note(): void {
      forget();
      counts[slice % slices] = (counts[slice % slices] ?? 0) + 1;
    },
    isCalm: () => perSecond() <= calmPerSecond,
    /**
     * The more come, the longer: work takes a share of the time that shrinks with their square, and never none.
     * @param waitedMs how long the oldest of what is left to do has waited
     */
    restAfter: (workedMs: number, waitedMs: number): number => {
      const times = perSecond() / calmPerSecond;
      if (times <= 1) return 0;
      return waitedMs > longestWaitMs ? workedMs : Math.min(longestRestMs, workedMs * times ** 2);
    },
  };
}

const shared = globalThis as typeof globalThis & { sambutPressure?: ReturnType<typeof pressure> };

/** Of this process. */
export function callbackPressure(): ReturnType<typeof pressure> {
  shared.sambutPressure ??= pressure();
  return shared.sambutPressure;
}
