/** What can be chosen in the forms, as DOKU names it (contract section 8). Without schemas, so that a form can show it without them. */

export const readinessValues = ["HAVE", "DONT_HAVE", "UNDER_DEVELOPMENT"] as const;
export const brandCategories = ["RETAIL", "NON_RETAIL"] as const;
/** Turnover classes of Bank Indonesia; `UMI` is under IDR 20 million (contract section 8). */
export const transactionFrequencies = ["UMI", "UKE", "UME", "UBE"] as const;
export const transactionQuantities = ["UP_TO_100", "UP_TO_1000", "UP_TO_10000", "ABOVE_10000"] as const;
export const socialMediaCodes = ["INSTAGRAM", "FACEBOOK", "TIKTOK", "TWITTER", "YOUTUBE", "LINKEDIN"] as const;
export const contactPositions = ["OWNER", "DIRECTOR", "COMMISSIONER", "MANAGER", "FINANCE", "STAFF"] as const;
