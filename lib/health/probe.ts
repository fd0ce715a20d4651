/** A question that somebody asks again and again: answered from memory for a moment, never asked twice at once. */

export type ProbeSettings = {
  /** How long an answer is good for, in milliseconds. */
  keptForMs: number;
  /** How long one asker waits, in milliseconds; the question itself goes on, and no second one is asked beside it. */
  patienceMs: number;
  now?: () => number;
};

/**
 * @returns a function that answers with what `ask` last found, or rejects as it did; a late answer rejects with an Error
 * whose name is TimeoutError
 */
export function probe<T>(
  ask: () => Promise<T>,
  { keptForMs, patienceMs, now = Date.now }: ProbeSettings,
): () => Promise<T> {
  let kept: { at: number; answer: Promise<T> } | null = null;
  let isOpen = false;
  return async () => {
    if (!kept || (!isOpen && now() - kept.at >= keptForMs)) {
      isOpen = true;
      const asked = { at: now(), answer: ask() };
      kept = asked;
      const close = () => {
        isOpen = false;
        asked.at = now();
      };
      asked.answer.then(close, close);
    }
    return await within(kept.answer, patienceMs);
  };
}

/** The answer, or a TimeoutError when it takes longer than `patienceMs`. */
export async function within<T>(answer: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("No answer in time", "TimeoutError")), patienceMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
