/** DOKU's clocks: 48 hours a verdict, 120 a payment method, from each time it was sent (contract sections 1 and 10). */
import type { CallbackType, Section } from "./sections";

const hourMs = 3_600_000;

/**
 * Hours that DOKU takes at most; null where no clock runs. There is none for the merchant's own correction.
 */
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

/** The last quarter of a clock is when somebody should look. */
const soonShare = 1 / 4;

/** No clock is due soon for longer than this. */
export const longestSoonMs = Math.max(...Object.values(clockHours).map((hours) => hours ?? 0)) * soonShare * hourMs;

export type ClockState = "running" | "due_soon" | "overdue";

/** When a section that was sent at `sentAt` is due, or null when it has no clock. */
export function dueAfter(type: CallbackType, sentAt: Date): Date | null {
  const hours = clockHours[type];
  return hours === null ? null : new Date(sentAt.getTime() + hours * hourMs);
}

/** From when a section counts as due soon. */
export function dueSoonFrom(type: CallbackType, dueAt: Date): Date {
  return new Date(dueAt.getTime() - (clockHours[type] ?? 0) * soonShare * hourMs);
}

/** Where the clock of a section stands; null when none runs. */
export function clockOf(section: Pick<Section, "type" | "dueAt">, now: Date): ClockState | null {
  const { type, dueAt } = section;
  if (!dueAt) return null;
  if (now >= dueAt) return "overdue";
  return now >= dueSoonFrom(type, dueAt) ? "due_soon" : "running";
}

/** The earliest of the running clocks, for lists and reminders; nulls when none runs. */
export function firstClock(sections: readonly Pick<Section, "type" | "dueAt">[]): {
  dueSoonAt: Date | null;
  dueAt: Date | null;
} {
  const running = sections.flatMap(({ type, dueAt }) => (dueAt ? [{ soonAt: dueSoonFrom(type, dueAt), dueAt }] : []));
  const earliest = (dates: Date[]) => (dates.length > 0 ? new Date(Math.min(...dates.map(Number))) : null);
  return {
    dueSoonAt: earliest(running.map(({ soonAt }) => soonAt)),
    dueAt: earliest(running.map(({ dueAt }) => dueAt)),
  };
}

/** When staff have to hear of a clock next: of the moments after `toldAt` at which one is due soon or over, the first. */
export function tellClockAt(sections: readonly Pick<Section, "type" | "dueAt">[], toldAt: Date | null): Date | null {
  const moments = sections
    .flatMap(({ type, dueAt }) => (dueAt ? [dueSoonFrom(type, dueAt), dueAt] : []))
    .filter((moment) => toldAt === null || moment > toldAt);
  return moments.length > 0 ? new Date(Math.min(...moments.map(Number))) : null;
}

/** The same for a whole application from what is stored with it: where its first clock stands. */
export function clockOfApplication(
  clocks: { dueSoonAt: Date | null; dueAt: Date | null },
  now: Date,
): ClockState | null {
  if (!clocks.dueSoonAt || !clocks.dueAt) return null;
  if (now >= clocks.dueAt) return "overdue";
  return now >= clocks.dueSoonAt ? "due_soon" : "running";
}
