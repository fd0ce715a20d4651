/** What a merchant's payments are taken with (contract section 5), as staff reveal it. */
export const credentialParts = ["brandId", "sharedKey"] as const;
export type CredentialPart = (typeof credentialParts)[number];

/** Revealed on the page, or copied without being shown. */
export const credentialWays = ["revealed", "copied"] as const;
export type CredentialWay = (typeof credentialWays)[number];

/** How long a proof of who somebody is counts, in milliseconds. */
export const confirmationMs = 10 * 60_000;

/** Until when it counts; null when it is over, or there was none. */
export function confirmedUntil(confirmedAt: Date | null, now: Date): Date | null {
  const until = confirmedAt && new Date(confirmedAt.getTime() + confirmationMs);
  return until && until > now ? until : null;
}
