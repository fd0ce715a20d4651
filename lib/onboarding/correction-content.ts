import { blindIndex } from "../crypto/tokens";
import type { planCorrection } from "../domain/correction-target";

type Plan = NonNullable<ReturnType<typeof planCorrection>>;

/** The same text for the same values, in whatever order their keys were read. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, ordered(one)]));
}

/**
 * A keyed hash of what a correction would send: what somebody looked at or agreed to is what is sent, or it is refused.
 * Safe to show: nothing can be told or guessed from it without the key.
 */
export function contentOf({ sent, target }: Plan): string {
  const files = sent.files.map(({ fileId, slotId }) => `${slotId} ${fileId}`).sort();
  const entities = target.entities.map(({ type, entityId, effect }) => `${type} ${entityId} ${effect}`).sort();
  return blindIndex(JSON.stringify(ordered({ answers: sent.answers, files, entities })), "correction-content");
}
