/** The life of one entity: which state follows from what happens, as one table (contract section 10). */
import type { EntityState } from "./sections";

/**
 * A report of DOKU's, by callback or reading, or something of ours that reached DOKU: `corrected` sends again what was
 * refused, `changed` sends again what was approved, after staff have allowed it.
 */
export type LifeEvent = `reported_${EntityState}` | "corrected" | "changed";

const reports = {
  reported_in_review: "in_review",
  reported_approved: "approved",
  reported_rejected: "rejected",
  reported_suspended: "suspended",
  reported_inactive: "inactive",
} as const satisfies Record<`reported_${EntityState}`, EntityState>;

/**
 * The next state, or null where the event is not allowed. DOKU may go from any state to any other, it is the judge; the
 * merchant sends again only what DOKU refused, or what staff have opened. Order is `lib/kyb/order`'s matter.
 */
export const entityLife: Record<EntityState, Record<LifeEvent, EntityState | null>> = {
  in_review: { ...reports, corrected: null, changed: null },
  approved: { ...reports, corrected: null, changed: "in_review" },
  rejected: { ...reports, corrected: "in_review", changed: null },
  suspended: { ...reports, corrected: null, changed: null },
  inactive: { ...reports, corrected: null, changed: "in_review" },
};

/** The state after something of ours reached DOKU, or null when it must not be sent. */
export function afterSending(state: EntityState, cause: "corrected" | "changed"): EntityState | null {
  return entityLife[state][cause];
}
