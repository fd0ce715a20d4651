/** The uploads of one slot as a plain machine: one at a time, again by itself when the connection failed. */
import type { Fault, SendOutcome, SentFile } from "./send-file";

/** What was in the way of a try: the way to us, or something of ours. */
export type Trouble = "connection" | "storage" | "busy";

export type UploadState =
  | { kind: "waiting" }
  /** `percent` 0 to 99 has left. */
  | { kind: "sending"; percent: number }
  /** All has left, the server looks at it. */
  | { kind: "checking" }
  | { kind: "offline" }
  | { kind: "pausing"; seconds: number; because: Trouble }
  | { kind: "stored"; file: SentFile }
  /** `canRetry`: the same file may go through later; otherwise another one is needed. */
  | { kind: "refused"; fault: Fault; canRetry: boolean };

export type Upload = { key: string; file: File; state: UploadState };

export type UploadQueueOptions = {
  send: (file: File, key: string, onProgress: (part: number) => void, signal: AbortSignal) => Promise<SendOutcome>;
  isOnline: () => boolean;
  newKey: () => string;
  /** 0 to 1. */
  random?: () => number;
};

const pausesSeconds = [1, 2, 4, 8, 15, 30, 30, 30];
/** What is ours to mend is waited for as long as the page is open: the file is nowhere else yet. */
const longestPauseSeconds = 60;

function troubleOf({ key }: Fault): Trouble {
  if (key === "file.failed") return "connection";
  return key === "storageFull" ? "storage" : "busy";
}
const isSettled = ({ kind }: UploadState) => kind === "stored" || kind === "refused";

export function createUploadQueue({ send, isOnline, newKey, random = Math.random }: UploadQueueOptions) {
  let uploads: readonly Upload[] = [];
  let running: { key: string; abort: AbortController } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tries = new Map<string, number>();
  const listeners = new Set<() => void>();

  function change(next: readonly Upload[]): void {
    uploads = next;
    for (const listener of listeners) listener();
  }
  function setState(key: string, state: UploadState): void {
    change(uploads.map((upload) => (upload.key === key ? { ...upload, state } : upload)));
  }
  function report(key: string, part: number): void {
    if (running?.key !== key) return;
    setState(key, part >= 1 ? { kind: "checking" } : { kind: "sending", percent: Math.floor(part * 100) });
  }

  /** Decides what a failed try means: wait for the network, pause and try again, or hand it to the person. */
  function failed(key: string, fault: Fault): void {
    const count = tries.get(key) ?? 0;
    const because = troubleOf(fault);
    const pause = pausesSeconds[count] ?? (because === "connection" ? undefined : longestPauseSeconds);
    if (!isOnline()) {
      setState(key, { kind: "offline" });
    } else if (pause === undefined) {
      setState(key, { kind: "refused", fault, canRetry: true });
    } else {
      tries.set(key, count + 1);
      // A quarter more or less, so that not all who met the same trouble come back in one moment.
      const seconds = pause * (0.75 + random() / 2);
      setState(key, { kind: "pausing", seconds: Math.max(1, Math.round(seconds)), because });
      timer = setTimeout(resume, seconds * 1000);
    }
  }

  async function start({ key, file }: Upload): Promise<void> {
    const abort = new AbortController();
    running = { key, abort };
    setState(key, { kind: "sending", percent: 0 });
    const outcome = await send(file, key, (part) => report(key, part), abort.signal);
    if (running?.abort !== abort) return;
    running = null;
    if (outcome.kind === "stored") setState(key, outcome);
    // Signing in again in another tab mends it, with the very same file.
    else if (outcome.kind === "refused") {
      setState(key, { ...outcome, canRetry: outcome.fault.key === "signedOut" });
    } else failed(key, outcome.fault);
    next();
  }

  /** Starts the first that waits; one that pauses or is offline keeps its place, so that the order stays. */
  function next(): void {
    if (running) return;
    const first = uploads.find(({ state }) => !isSettled(state));
    if (first?.state.kind === "waiting") void start(first);
  }
  /** Goes on at once with what pauses or waits for the network. */
  function resume(): void {
    clearTimeout(timer);
    for (const { key, state } of uploads) {
      if (state.kind === "offline" || state.kind === "pausing") setState(key, { kind: "waiting" });
    }
    next();
  }
  /** Takes an upload off the list, ending it when it is under way. */
  function drop(key: string): void {
    const wasRunning = running?.key === key ? running : null;
    if (wasRunning) running = null;
    change(uploads.filter((upload) => upload.key !== key));
    wasRunning?.abort.abort();
    next();
  }

  return {
    list: () => uploads,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Puts a file in the queue, or on the list as refused when there is already a fault. */
    add(file: File, fault: Fault | null): void {
      const state: UploadState = fault ? { kind: "refused", fault, canRetry: false } : { kind: "waiting" };
      change([...uploads, { key: newKey(), file, state }]);
      next();
    },
    retry(key: string): void {
      tries.delete(key);
      setState(key, { kind: "waiting" });
      next();
    },
    drop,
    resume,
    isBusy: () => uploads.some(({ state }) => !isSettled(state)),
  };
}

export type UploadQueue = ReturnType<typeof createUploadQueue>;
