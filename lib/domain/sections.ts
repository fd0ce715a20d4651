/** The KYB vocabulary: what DOKU reports on, the rows people see, and how one follows from the other (contract section 10). */
import { dueAfter } from "./clocks";

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

/** Rows that carry a KYB verdict: all but the headline and the payment methods. */
export const verdictTypes: readonly CallbackType[] = callbackTypes.filter(
  (type) => type !== "BRAND.OPERATIONAL_STATUS" && type !== "BRAND_PRODUCT",
);

export type Section<E extends Entity = Entity> = {
  type: CallbackType;
  state: EntityState;
  entities: E[];
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

/** A suspension of the whole: either of the two callbacks tells it, and its notes stand with BRAND (contract section 10). */
export function isBrandSuspended(entities: readonly Pick<Entity, "type" | "state">[]): boolean {
  return entities.some(
    ({ type, state }) => state === "suspended" && (type === "BRAND" || type === "BRAND.OPERATIONAL_STATUS"),
  );
}

/** When each section was last sent to DOKU; a type that was never sent on its own has none. */
export type SentTimes = Partial<Record<CallbackType, Date>>;

export type SentAttempt = { sentAt: Date; state: EntityState; stateAt: Date };

/** What DOKU had decided and looks at again by itself counts from then: an old sending would be overdue at once. */
function clockStart({ sentAt, state, stateAt }: SentAttempt): Date {
  return state === "in_review" && stateAt > sentAt ? stateAt : sentAt;
}

/** The same from the last attempt of each section. */
export function sentTimes(latest: ReadonlyMap<CallbackType, SentAttempt>): SentTimes {
  return Object.fromEntries([...latest].map(([type, attempt]) => [type, clockStart(attempt)]));
}

/** The rows that apply to this application, in reading order. A type for which nothing was sent has no row. */
export function sectionsOf<E extends Entity>(entities: readonly E[], sentAt: SentTimes): Section<E>[] {
  return callbackTypes.flatMap((type) => {
    const own = entities.filter((entity) => entity.type === type);
    const state = worstState(own.map((entity) => entity.state));
    if (!state) return [];
    // A refused document does not stop the clock of the one beside it.
    const isOut = own.some((entity) => entity.state === "in_review");
    const sent = sentAt[type];
    const notes = own.filter((entity) => entity.state === state).flatMap((entity) => entity.notes);
    return [{ type, state, entities: own, notes, dueAt: isOut && sent ? dueAfter(type, sent) : null }];
  });
}

/** Whether at least one payment method is active: the only ground for saying "can receive payments" (section 10). */
export function canReceivePayments(entities: readonly Entity[]): boolean {
  return entities.some((entity) => entity.type === "BRAND_PRODUCT" && entity.state === "approved");
}
