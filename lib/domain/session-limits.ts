/** How long somebody stays signed in. Activity never extends `lifeMs`; `idleMs` is how long nobody may have used it. */
const hourMs = 3600_000;

/**
 * Merchants gather papers over days on their own phone, and sign in by mail, which costs them a minute: a week, and a day
 * of silence. Staff see everybody's papers, often on a desk that others pass: a working day, and two hours, which is a
 * meeting or a meal (NIST SP 800-63B has a day and an hour for its second level).
 */
export const sessionLimits = {
  merchant: { lifeMs: 7 * 24 * hourMs, idleMs: 24 * hourMs },
  staff: { lifeMs: 12 * hourMs, idleMs: 2 * hourMs },
} as const;
