/** Times in the headers of DOKU's answers. */

/** DOKU's clock when it answered; null when it does not say. */
export function answerTime(headers: Headers): Date | null {
  const date = new Date(headers.get("response-timestamp") ?? headers.get("date") ?? "");
  return Number.isNaN(date.getTime()) ? null : date;
}

/**
 * Retry-After in milliseconds, from seconds or from a date; null when there is none that can be read. A date is compared
 * with the answer's own clock, so that clocks which differ make no wait longer.
 */
export function retryAfterOf(headers: Headers, now: Date): number | null {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, Number.MAX_SAFE_INTEGER);
  // Other forms, a bare year or a minus sign among them, are read as dates too eagerly.
  const until = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(until) ? null : Math.max(0, until - (answerTime(headers) ?? now).getTime());
}
