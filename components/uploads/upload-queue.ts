/** The uploads of one slot as a plain machine: made ready, a few at a time, again by themselves when the connection failed. */
import { pieceBytes } from "@/lib/domain/upload-pieces";
import type { PhotoDoubt } from "./photos/photo-look";
import type { Fault, SendOutcome, SentFile } from "./send-file";

/** What was in the way of a try: the way to us, or something of ours. */
export type Trouble = "connection" | "storage" | "busy";

export type UploadState =
  /** The browser looks at it and makes it fit. */
  | { kind: "preparing" }
  /** Something looks wrong with it, and the person has not said yet whether it is sent all the same. */
  | { kind: "asking"; doubts: readonly PhotoDoubt[] }
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

/** `file`: as it is sent, once it has been made ready. */
export type Upload = { key: string; file: File; state: UploadState };

/** What a chosen file came to: the file to send, with what looks wrong with it, or why it is not sent. */
export type Prepared =
  | { kind: "ready"; file: File; doubts: readonly PhotoDoubt[] }
  | Extract<UploadState, { kind: "refused" }>;

export type UploadQueueOptions = {
  send: (file: File, key: string, onProgress: (part: number) => void, signal: AbortSignal) => Promise<SendOutcome>;
  isOnline: () => boolean;
  newKey: () => string;
  /** 0 to 1. */
  random?: () => number;
};

/** A phone's line carries two as fast as one, and one that waits for its answer leaves it to the other. */
const mostAtOnce = 2;
const pausesSeconds = [1, 2, 4, 8, 15, 30, 30, 30];
/** What is ours to mend is waited for as long as the page is open: the file is nowhere else yet. */
const longestPauseSeconds = 60;

function troubleOf({ key }: Fault): Trouble {
  if (key === "file.failed") return "connection";
  return key === "storageFull" ? "storage" : "busy";
}
const isSettled = ({ kind }: UploadState) => kind === "stored" || kind === "refused";
/** One that pauses or is offline keeps its place, so that the order stays. */
const isBegun = ({ state }: Upload) => ["sending", "checking", "offline", "pausing"].includes(state.kind);
/** The server keeps the pieces of one upload a slot. */
const isInPieces = ({ file }: Upload) => file.size > pieceBytes;

export function createUploadQueue({ send, isOnline, newKey, random = Math.random }: UploadQueueOptions) {
  let uploads: readonly Upload[] = [];
  const running = new Map<string, AbortController>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const tries = new Map<string, number>();
  /** How those are made ready that are not yet. */
  const unprepared = new Map<string, () => Promise<Prepared>>();
  const listeners = new Set<() => void>();

  function change(next: readonly Upload[]): void {
    uploads = next;
    for (const listener of listeners) listener();
  }
  function set(key: string, part: Partial<Upload>): void {
    change(uploads.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
  }
  const setState = (key: string, state: UploadState) => set(key, { state });
  function report(key: string, part: number): void {
    setState(key, part >= 1 ? { kind: "checking" } : { kind: "sending", percent: Math.floor(part * 100) });
  }

  async function makeReady(key: string, prepare: () => Promise<Prepared>): Promise<void> {
    setState(key, { kind: "preparing" });
    const prepared = await prepare();
    if (prepared.kind === "refused") return setState(key, prepared);
    unprepared.delete(key);
    const { file, doubts } = prepared;
    set(key, { file, state: doubts.length > 0 ? { kind: "asking", doubts } : { kind: "waiting" } });
    next();
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
      timers.set(key, setTimeout(goOn, seconds * 1000, key));
    }
  }

  async function start({ key, file }: Upload): Promise<void> {
    const abort = new AbortController();
    running.set(key, abort);
    setState(key, { kind: "sending", percent: 0 });
    const onProgress = (part: number) => running.get(key) === abort && report(key, part);
    const outcome = await send(file, key, onProgress, abort.signal);
    if (running.get(key) !== abort) return;
    running.delete(key);
    if (outcome.kind === "stored") setState(key, outcome);
    // Signing in again in another tab mends it, with the very same file.
    else if (outcome.kind === "refused") {
      setState(key, { ...outcome, canRetry: outcome.fault.key === "signedOut" });
    } else failed(key, outcome.fault);
    next();
  }

  /** Starts those that wait, in their order, as far as there is room. */
  function next(): void {
    const begun = uploads.filter(isBegun);
    if (begun.length >= mostAtOnce) return;
    const hasPieces = begun.some(isInPieces);
    const first = uploads.find((upload) => upload.state.kind === "waiting" && !(hasPieces && isInPieces(upload)));
    if (!first) return;
    void start(first);
    next();
  }
  /** Goes on at once with one that pauses or waits for the network. */
  function goOn(key: string): void {
    clearTimeout(timers.get(key));
    setState(key, { kind: "waiting" });
    next();
  }
  function resume(): void {
    for (const { key, state } of uploads) if (state.kind === "offline" || state.kind === "pausing") goOn(key);
  }
  /** Takes an upload off the list, ending it when it is under way. */
  function drop(key: string): void {
    const abort = running.get(key);
    running.delete(key);
    clearTimeout(timers.get(key));
    unprepared.delete(key);
    change(uploads.filter((upload) => upload.key !== key));
    abort?.abort();
    next();
  }
  function list(file: File, state: UploadState): string {
    const key = newKey();
    change([...uploads, { key, file, state }]);
    return key;
  }

  return {
    list: () => uploads,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Takes a file up; it is sent once it is ready, and agreed to where something looks wrong. */
    add(file: File, prepare: () => Promise<Prepared>): void {
      const key = list(file, { kind: "preparing" });
      unprepared.set(key, prepare);
      void makeReady(key, prepare);
    },
    /** Puts a file on the list that is not even looked at. */
    refuse(file: File, fault: Fault): void {
      list(file, { kind: "refused", fault, canRetry: false });
    },
    /** The person wants it sent as it is. */
    agree(key: string): void {
      setState(key, { kind: "waiting" });
      next();
    },
    retry(key: string): void {
      tries.delete(key);
      const prepare = unprepared.get(key);
      if (prepare) void makeReady(key, prepare);
      else goOn(key);
    },
    drop,
    resume,
    isBusy: () => uploads.some(({ state }) => !isSettled(state)),
    isAsking: () => uploads.some(({ state }) => state.kind === "asking"),
  };
}

export type UploadQueue = ReturnType<typeof createUploadQueue>;
