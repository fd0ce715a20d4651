/** When a merchant comes into the queue of the desk, and why, from the facts that are stored about it. Pure. */
import { type Need, needs } from "./needs";

/** After so many readings in a row that failed, somebody has to look. */
export const unreadAfterFailures = 3;

/** Each need with the moment from which on it is there; null where none is known. */
export type NeedMoments = Partial<Record<Need, Date | null>>;

/** What was stored before. */
export type QueuePlace = { needs: readonly Need[]; needsAt: Date | null };

type Facts = {
  moments: NeedMoments;
  /** When the first running clock becomes due soon; null when none runs. */
  dueSoonAt: Date | null;
  snoozedUntil: Date | null;
  before: QueuePlace;
  now: Date;
};

const earliest = (dates: readonly Date[]) => (dates.length > 0 ? new Date(Math.min(...dates.map(Number))) : null);
const later = (one: Date, other: Date | null) => (other && other > one ? other : one);

/** A need without a moment of its own is there since it was first seen. */
function momentOf(need: Need, { moments, before, now }: Facts): Date {
  const own = moments[need];
  if (own) return own;
  const isKept = before.needs.includes(need) && before.needsAt !== null && before.needsAt < now;
  return isKept && before.needsAt ? before.needsAt : now;
}

/**
 * The needs in the order of the desk, and from when on the merchant is in the queue: since the first of them, or from the
 * moment at which its clock will be due soon, and never before it is snoozed until. Null when nothing is needed.
 */
export function queuePlace(facts: Facts): { needs: Need[]; needsAt: Date | null } {
  const present = needs.filter((need) => facts.moments[need] !== undefined);
  const moments = present.map((need) => momentOf(need, facts));
  const at = earliest(facts.dueSoonAt ? [...moments, facts.dueSoonAt] : moments);
  return { needs: present, needsAt: at && later(at, facts.snoozedUntil) };
}
