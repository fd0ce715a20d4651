/** Kinds of business as data: DOKU's lists are longer than the page that documents them (contract section 5). */

export const businessTypes = ["PERSONAL", "CORPORATE"] as const;
export type BusinessType = (typeof businessTypes)[number];

export const legalEntitiesOf: Record<BusinessType, readonly string[]> = {
  PERSONAL: ["PERSEORANGAN"],
  CORPORATE: [
    "PT",
    "CV",
    "UD",
    "KOPERASI",
    "FIRMA",
    "PP",
    "BUMN",
    "PTN_BH",
    "YAYASAN",
    "PERKUMPULAN_BERBADAN_HUKUM",
    "BLU",
  ],
};

export const businessLinesOf: Record<BusinessType, readonly string[]> = {
  PERSONAL: ["RETAIL"],
  CORPORATE: [
    "AGRICULTURE",
    "CAPITAL_MARKET",
    "CHARITY",
    "COMMUNICATION",
    "DIGITAL_AND_GAME",
    "EDUCATION",
    "EVENT_ORGANIZER",
    "FINANCIAL_SERVICE",
    "FOOD_AND_BEVERAGE",
    "GAS_STATION",
    "HOSPITALITY",
    "INSURANCE",
    "LOGISTICS",
    "MANUFACTURE",
    "MARKETPLACE",
    "MINING",
    "ONLINE_STORE",
    "RETAIL",
    "TRAVEL",
  ],
};

/** DOKU documents nationality `ID` for PERSONAL; a company's contact may hold another passport. */
export const nationalities = ["ID", "FOREIGN"] as const;
