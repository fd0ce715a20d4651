const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const formats = new Map<string, Intl.RelativeTimeFormat>();

/** Making one takes longer than all else here, and a list has one in each row. */
function formatOf(locale: string): Intl.RelativeTimeFormat {
  const format = formats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  formats.set(locale, format);
  return format;
}

/** How long ago, in words: "3 minutes ago". Under a minute it is `justNow`, also for clocks that run a little ahead. */
export function relativeText(locale: string, at: number, now: number, justNow: string): string {
  const passed = now - at;
  if (passed < minuteMs) return justNow;
  const format = formatOf(locale);
  if (passed < hourMs) return format.format(-Math.floor(passed / minuteMs), "minute");
  if (passed < dayMs) return format.format(-Math.floor(passed / hourMs), "hour");
  return format.format(-Math.floor(passed / dayMs), "day");
}
