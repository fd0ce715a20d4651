/** Many small writes that arrive together become one: whoever comes while a group is being committed is in the next. */

/** More wait than can be held, or a group took too long; what becomes of that group is not known. */
export class GroupRefused extends Error {
  override name = "GroupRefused";
}

export type GroupSettings<Arrived, Item, Result> = {
  /** What can be done of each by itself, before it is its group's turn. What it throws is that one's outcome. */
  prepare: (arrived: Arrived) => Item;
  /** Does the whole group, all or nothing; one result an item, in order. */
  run: (items: readonly Item[]) => Promise<readonly Result[]>;
  maxItems: number;
  /** Groups that are under way at the same time, though the next one waits for the present one unless it is full or that is slow. */
  maxRunning: number;
  /** From then on nobody waits for a group. */
  slowMs: number;
  /** A group that takes longer is given up, so that one connection that went silent does not stop all others. */
  timeoutMs: number;
  maxWaiting: number;
  /** Whether it is no item's fault that a group failed, so that each alone would fail too. */
  isHopeless: (error: unknown) => boolean;
};

/** `isLost`: the others of the group would fail too, so none finds it out after another. */
type Failure = { error: unknown; isLost: boolean };

type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

/**
 * @returns what does one item, in a group with others; it settles once the group did. A group that fails is done again one
 * by one, so that each item has its own outcome. Rejects with what `run` throws, or GroupRefused.
 */
export function groupCommit<Arrived, Item, Result>({
  prepare,
  run,
  maxItems,
  maxRunning,
  slowMs,
  timeoutMs,
  maxWaiting,
  isHopeless,
}: GroupSettings<Arrived, Item, Result>) {
  const arrived: Waiting<Arrived, Result>[] = [];
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let slow = 0;

  async function runInTime(items: readonly Item[]): Promise<readonly Result[]> {
    return await new Promise((resolve, reject) => {
      const overdue = setTimeout(() => reject(new GroupRefused("a group took too long")), timeoutMs);
      run(items)
        .then(resolve, reject)
        .finally(() => clearTimeout(overdue));
    });
  }

  async function runTogether(group: readonly Waiting<Item, Result>[]): Promise<Failure | null> {
    try {
      const results = await runInTime(group.map(({ item }) => item));
      for (const [index, one] of group.entries()) one.resolve(results[index] as Result);
      return null;
    } catch (error) {
      return { error, isLost: error instanceof GroupRefused || isHopeless(error) };
    }
  }

  async function runOneByOne(group: readonly Waiting<Item, Result>[]): Promise<void> {
    let lost: Failure | null = null;
    for (const one of group) {
      const failure: Failure | null = lost ?? (await runTogether([one]));
      if (failure) one.reject(failure.error);
      if (failure?.isLost) lost = failure;
    }
  }

  async function runGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    const failure = await runTogether(group);
    if (failure && !failure.isLost && group.length > 1) return await runOneByOne(group);
    if (failure) for (const one of group) one.reject(failure.error);
  }

  /** Small groups beside each other take longer together than one after the other. */
  const mayStart = () => running < maxRunning && waiting.length > 0 && (running === slow || waiting.length >= maxItems);

  async function runNext(): Promise<void> {
    running += 1;
    let isSlow = false;
    const overdue = setTimeout(() => {
      isSlow = true;
      slow += 1;
      start();
    }, slowMs);
    await runGroup(waiting.splice(0, maxItems));
    clearTimeout(overdue);
    running -= 1;
    if (isSlow) slow -= 1;
    start();
  }

  function start(): void {
    while (mayStart()) runNext();
  }

  function take(): void {
    for (const { item, resolve, reject } of arrived.splice(0)) {
      try {
        waiting.push({ item: prepare(item), resolve, reject });
      } catch (error) {
        reject(error);
      }
    }
    start();
  }

  return (item: Arrived): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (arrived.length + waiting.length >= maxWaiting) return reject(new GroupRefused("too many wait"));
      arrived.push({ item, resolve, reject });
      // With whatever else this turn of the event loop brings: preparing several at once takes half of the time that each takes
      // between other work. Others gather while the group is under way, which takes milliseconds; a timer beside that
      // made every group wait, and cost a quarter of what a server takes in.
      if (arrived.length === 1) setImmediate(take);
    });
}
