/** The KYB vocabulary: what DOKU reports on, the rows people see, and how one follows from the other (contract section 10). */

/** DOKU's ten callback types, in the order in which people read the rows. */
export const callbackTypes = [
  "BRAND.OPERATIONAL_STATUS",
  "BUSINESS",
  "BUSINESS_CONTACT",
  "BUSINESS_ADDRESS",
  "BUSINESS_DOCUMENT",
  "BUSINESS_BANK",
  "BRAND",
  "BRAND_SOCIAL_MEDIA",
  "BRAND_PHOTO_PROOF",
  "BRAND_PRODUCT",
] as const;
export type CallbackType = (typeof callbackTypes)[number];

/** Our word for the state of one entity (one contact, one document, one service) at DOKU. */
export const entityStates = ["in_review", "approved", "rejected", "suspended", "inactive"] as const;
export type EntityState = (typeof entityStates)[number];

/** One note that came with a refusal. `code` and `field` are DOKU's, kept for the reason catalogue. */
export type RejectNote = { code: string | null; field: string | null; message: string };

/** What we know of one entity. `dokuTime` is on DOKU's clock and the only time that orders states. */
export type Entity = {
  type: CallbackType;
  entityId: string;
  name: string | null;
  state: EntityState;
  notes: RejectNote[];
  dokuTime: Date | null;
};

/** Whether the row has a verdict clock, and how long it runs from submission (contract sections 1 and 10). */
export const clockHours: Record<CallbackType, 48 | 120 | null> = {
  "BRAND.OPERATIONAL_STATUS": null,
  BUSINESS: 48,
  BUSINESS_CONTACT: 48,
  BUSINESS_ADDRESS: 48,
  BUSINESS_DOCUMENT: 48,
  BUSINESS_BANK: 48,
  BRAND: 48,
  BRAND_SOCIAL_MEDIA: 48,
  BRAND_PHOTO_PROOF: 48,
  BRAND_PRODUCT: 120,
};

/** Rows that carry a KYB verdict: all but the headline and the payment methods. */
export const verdictTypes: readonly CallbackType[] = callbackTypes.filter(
  (type) => type !== "BRAND.OPERATIONAL_STATUS" && type !== "BRAND_PRODUCT",
);

export type Section = {
  type: CallbackType;
  state: EntityState;
  entities: Entity[];
  notes: RejectNote[];
  /** When the verdict is due, or null when no clock runs. */
  dueAt: Date | null;
};

/** Worst first: an approved NIB must never hide a refused deed. */
export const worstFirst: readonly EntityState[] = ["suspended", "rejected", "in_review", "inactive", "approved"];

/** The state of a row: the worst of its entities. A list without entities has no state (the row is "not needed"). */
export function worstState(states: readonly EntityState[]): EntityState | null {
  return worstFirst.find((state) => states.includes(state)) ?? null;
}

/**
 * The rows that apply to this application, in reading order. A type for which nothing was sent has no row.
 * @param submittedAt when the submission that started the clocks reached DOKU, or null before that
 */
export function sectionsOf(entities: readonly Entity[], submittedAt: Date | null): Section[] {
  return callbackTypes.flatMap((type) => {
    const own = entities.filter((entity) => entity.type === type);
    const state = worstState(own.map((entity) => entity.state));
    if (!state) return [];
    const hours = clockHours[type];
    const dueAt =
      hours && submittedAt && state === "in_review" ? new Date(submittedAt.getTime() + hours * 3_600_000) : null;
    const notes = own.filter((entity) => entity.state === state).flatMap((entity) => entity.notes);
    return [{ type, state, entities: own, notes, dueAt }];
  });
}

/** The one line on top of an application once it is at DOKU. */
export type OverallState = "in_review" | "needs_correction" | "approved" | "live" | "suspended";

/**
 * The overall state, from the rows that apply (contract section 10).
 * "live" when every verdict is in and the operational status is active, "approved" while that is still to come.
 * Neither says that payments can be received: see `canReceivePayments`.
 */
export function overallState(sections: readonly Section[]): OverallState {
  const stateOf = (type: CallbackType) => sections.find((section) => section.type === type)?.state;
  if (stateOf("BRAND.OPERATIONAL_STATUS") === "suspended" || stateOf("BRAND") === "suspended") return "suspended";
  const verdicts = sections.filter((section) => verdictTypes.includes(section.type));
  if (verdicts.some((section) => section.state === "rejected")) return "needs_correction";
  const allApproved = verdicts.length > 0 && verdicts.every((section) => section.state === "approved");
  if (!allApproved) return "in_review";
  return stateOf("BRAND.OPERATIONAL_STATUS") === "approved" ? "live" : "approved";
}

/** Whether at least one payment method is active: the only ground for saying "can receive payments" (section 10). */
export function canReceivePayments(entities: readonly Entity[]): boolean {
  return entities.some((entity) => entity.type === "BRAND_PRODUCT" && entity.state === "approved");
}
