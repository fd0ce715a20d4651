/** Saving while somebody types, as a plain machine: one save at a time, the newest text last, again until it worked. */

/** `refused` carries the key of the reason (signed out, already sent): trying again would not help. */
export type SaveOutcome = { kind: "saved" } | { kind: "failed" } | { kind: "refused"; error: string };
export type SaveState = SaveOutcome | { kind: "idle" | "saving" };

const quietMs = 1_000;
const firstRetryMs = 3_000;
const longestRetryMs = 60_000;

/**
 * @param body the present text, compared with what was saved last
 * @param send saves a text; never throws
 */
export function createAutosave({
  body,
  send,
  onState,
  isUnsaved = false,
}: {
  body: () => string;
  send: (text: string) => Promise<SaveOutcome>;
  onState: (state: SaveState) => void;
  /** Whether the text it starts with has to be saved too. */
  isUnsaved?: boolean;
}) {
  let saved = isUnsaved ? "" : body();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = firstRetryMs;
  let running = Promise.resolve();
  let isStopped = false;

  async function save(): Promise<void> {
    clearTimeout(timer);
    const text = body();
    if (isStopped || text === saved) return;
    onState({ kind: "saving" });
    const outcome = await send(text);
    onState(outcome);
    if (outcome.kind === "saved") {
      saved = text;
      retryMs = firstRetryMs;
      if (body() !== text) changed();
    }
    if (outcome.kind === "failed" && !isStopped) {
      timer = setTimeout(flush, retryMs);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    }
  }
  /** Saves now, behind a save that is under way. */
  function flush(): Promise<void> {
    running = running.then(save);
    return running;
  }
  /** To be called at every change: saves once it has been quiet for a second. */
  function changed(): void {
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(flush, quietMs);
  }
  /** Waits for the save that is under way and starts no other, so that nothing older lands after a Continue. */
  async function settle(): Promise<void> {
    isStopped = true;
    clearTimeout(timer);
    await running;
    clearTimeout(timer);
  }
  const isSaved = () => body() === saved;
  /** Runs behind a save that is under way, so that what it learns is not older than that; not once `settle` was called. */
  function inTurn(work: () => Promise<void>): void {
    running = running.then(() => (isStopped ? undefined : work()));
  }
  function resume(): void {
    isStopped = false;
  }
  return { changed, flush, isSaved, inTurn, settle, resume };
}
