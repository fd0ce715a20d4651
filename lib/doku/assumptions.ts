/**
 * Every point that DOKU leaves open and this project decided (marked A in the contract). What is a switch or a value is
 * kept here; what is a shape is kept in the module that assumption-list.ts names. Correct it there and nowhere else.
 */
import type { Answers, Kind } from "../domain/business";

type Brand = Answers["brand"];
type Contact = Answers["contacts"]["contacts"][number];

/** Whether a GET's query string belongs to the signed Request-Target (section 3). */
export const signsQuery: boolean = false;

/** Which of our two ids the path of Get business data takes (section 2). */
export const getBusinessTakes: "brandId" | "businessId" = "brandId";

/** The four parameters of Get business data for a merchant that chose its kind at DOKU, after Create business lite (section 9). */
export const liteKind: Kind = {
  businessType: "PERSONAL",
  legalEntity: "PERSEORANGAN",
  line: "RETAIL",
  nationality: "ID",
};

/** Method of the update call and which id its path takes (section 2). */
export const updateBusiness: { method: "PUT" | "POST" | "PATCH"; takes: "brandId" | "businessId" } = {
  method: "PUT",
  takes: "businessId",
};

/** Path, after the prefix, and query parameter of the address search (section 2). */
export const addressSearch = { path: "/address", parameter: "keyword" } as const;

/** Unit of `max_size` in a requirement, in bytes (section 5). */
export const maxSizeUnitBytes = 1024 * 1024;

/** The limit of a requirement that names none, in units of `max_size`: the one documented example (section 5). */
export const defaultMaxSize = 15;

/** How long a token lives that does not say so itself: DOKU's samples without `valid_time` live 5 minutes (section 6). */
export const unstatedTokenLifetimeMs = 5 * 60_000;

/** How long a registration is repeated with its Request-Id before a person decides (section 4). */
export const registrationRetryHours = 24;

/** The age and the lead that a callback's timestamp may have, in milliseconds (section 10). */
export const callbackWindow = { maxAgeMs: 24 * 3_600_000, maxAheadMs: 5 * 60_000 } as const;

/** A contact's nationality, in requirements and registration; DOKU documents `ID` (sections 5 and 8). */
export const nationalityCodes: Record<Kind["nationality"], string> = { ID: "ID", FOREIGN: "FOREIGN" };

/** `brands[].category`; DOKU's sample is `NON_RETAIL` (section 8). */
export const brandCategoryCodes: Record<Brand["category"], string> = {
  RETAIL: "RETAIL",
  NON_RETAIL: "NON_RETAIL",
};

/** `transaction_frequency`; only `UMI` is documented (section 8). */
export const transactionFrequencyCodes: Record<Brand["transactionFrequency"], string> = {
  UMI: "UMI",
  UKE: "UKE",
  UME: "UME",
  UBE: "UBE",
};

/** `transaction_quantity`; only `UP_TO_100` is documented (section 8). */
export const transactionQuantityCodes: Record<Brand["transactionQuantity"], string> = {
  UP_TO_100: "UP_TO_100",
  UP_TO_1000: "UP_TO_1000",
  UP_TO_10000: "UP_TO_10000",
  ABOVE_10000: "ABOVE_10000",
};

/** A contact's `position`; `OWNER` and `DIRECTOR` were seen (section 8). */
export const positionCodes: Record<Contact["position"], string> = {
  OWNER: "OWNER",
  DIRECTOR: "DIRECTOR",
  COMMISSIONER: "COMMISSIONER",
  MANAGER: "MANAGER",
  FINANCE: "FINANCE",
  STAFF: "STAFF",
};
