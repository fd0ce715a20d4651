/** Who is told when an application changes: listeners in this process. Streams poll too, so a missed call costs seconds. */
import { EventEmitter } from "node:events";

const shared = globalThis as typeof globalThis & { sambutChanges?: EventEmitter };

function emitter(): EventEmitter {
  shared.sambutChanges ??= new EventEmitter().setMaxListeners(0);
  return shared.sambutChanges;
}

/** The topic that hears of every application: the desk. */
export const everyApplication = "*";

// Names, not symbols: our server and Next's bundles have a copy each of this file, and share only the emitter.
/** A change, wherever it was committed. */
const anywhere = "anywhere";
/** A change that this process committed. */
const here = "here";

/** Tells listeners that something about this application was committed. Call it after the commit, never inside. */
export function announceChange(applicationId: string): void {
  emitter().emit(here, applicationId);
  emitter().emit(anywhere, applicationId);
}

/** The same for what another process has committed. */
export function announceFromElsewhere(applicationId: string): void {
  emitter().emit(anywhere, applicationId);
}

type Listener = (applicationId: string) => void;

function listen(kind: string, listener: Listener): () => void {
  emitter().on(kind, listener);
  return () => emitter().off(kind, listener);
}

/** Calls `listener` after each change; returns the function that stops it. */
export const onChange = (listener: Listener) => listen(anywhere, listener);

/** The same for changes of this process only. */
export const onOwnChange = (listener: Listener) => listen(here, listener);
