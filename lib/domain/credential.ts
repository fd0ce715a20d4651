/** What a merchant's payments are taken with (contract section 5), as staff reveal it, and where DOKU calls back for it. */
export const credentialParts = ["brandId", "sharedKey", "callbackUrl"] as const;
export type CredentialPart = (typeof credentialParts)[number];

/** Revealed on the page, or copied without being shown. */
export const credentialWays = ["revealed", "copied"] as const;
export type CredentialWay = (typeof credentialWays)[number];
