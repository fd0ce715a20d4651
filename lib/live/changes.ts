/** Who is told when an application changes: listeners in this process. Streams poll too, so a missed call costs seconds. */
import { EventEmitter } from "node:events";

const shared = globalThis as typeof globalThis & { sambutChanges?: EventEmitter };

function emitter(): EventEmitter {
  shared.sambutChanges ??= new EventEmitter().setMaxListeners(0);
  return shared.sambutChanges;
}

/** The topic that hears of every application: the desk. */
export const everyApplication = "*";

/** Tells listeners that something about this application was committed. Call it after the commit, never inside. */
export function announceChange(applicationId: string): void {
  emitter().emit(applicationId);
  emitter().emit(everyApplication);
}

/** Calls `listener` after each change; returns the function that stops it. */
export function onChange(topic: string, listener: () => void): () => void {
  emitter().on(topic, listener);
  return () => emitter().off(topic, listener);
}
