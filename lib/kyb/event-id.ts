import { randomUUID } from "node:crypto";

let lastMs = 0;
let count = 0;

/**
 * An id for a stored callback that sorts behind those that this process made before (UUID version 7): rows of one statement have
 * one time, and what came first is applied first.
 */
export function newEventId(now = Date.now()): string {
  // A clock that is set back must not put anything in front.
  if (now > lastMs) count = 0;
  else count += 1;
  if (count > 0xfff) {
    lastMs += 1;
    count = 0;
  }
  lastMs = Math.max(lastMs, now);
  const time = lastMs.toString(16).padStart(12, "0");
  const order = count.toString(16).padStart(3, "0");
  // The end of a version 4, which is the same in both: what is random, behind the bits that say which kind of UUID it is.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${randomUUID().slice(19)}`;
}
