/** For how long a case can be put aside with one press; times of day are WIB, which has no summer time. */
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const wibMs = 7 * hourMs;
const morningMs = 9 * hourMs;

export const snoozeChoices = ["threeHours", "tomorrow", "threeDays", "monday"] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

/** Nine in the morning, so many days after the day that it is in WIB. */
function morningAfter(now: Date, days: number): Date {
  const today = Math.floor((now.getTime() + wibMs) / dayMs) * dayMs;
  return new Date(today + days * dayMs + morningMs - wibMs);
}

/** Until when each choice puts a case aside. */
export function snoozeUntil(choice: SnoozeChoice, now: Date): Date {
  switch (choice) {
    case "threeHours":
      return new Date(now.getTime() + 3 * hourMs);
    case "tomorrow":
      return morningAfter(now, 1);
    case "threeDays":
      return morningAfter(now, 3);
    case "monday": {
      const weekday = new Date(now.getTime() + wibMs).getUTCDay();
      return morningAfter(now, (8 - weekday) % 7 || 7);
    }
  }
}

/** What a `datetime-local` field holds, read as WIB; null for anything else. */
export function wibMoment(text: string): Date | null {
  const at = new Date(`${text}:00+07:00`);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && !Number.isNaN(at.getTime()) ? at : null;
}

/** A moment as a `datetime-local` field holds it, in WIB. */
export const wibText = (at: Date) => new Date(at.getTime() + wibMs).toISOString().slice(0, 16);
