/** Reads sorted streams side by side: each can be looked at before something is taken from it. */

export type Stream<T> = {
  peek: () => Promise<T | undefined>;
  take: () => Promise<T | undefined>;
};

export function streamOf<T>(source: AsyncIterator<T>): Stream<T> {
  let waiting: Promise<IteratorResult<T, unknown>> | undefined;
  const next = () => {
    waiting ??= source.next();
    return waiting;
  };
  const contentOf = (result: IteratorResult<T, unknown>) => (result.done ? undefined : result.value);
  return {
    peek: async () => contentOf(await next()),
    take: async () => {
      const result = await next();
      // What has ended stays ended.
      if (!result.done) waiting = undefined;
      return contentOf(result);
    },
  };
}
