/** The one line on top of an application that is at DOKU, as one table over the facts that decide it (contract section 10). */
import { type CallbackType, type EntityState, type Section, verdictTypes, worstState } from "./sections";

export const overallStates = [
  "in_review",
  "needs_correction",
  "approved",
  "settlement_held",
  "live",
  "not_opened",
  "suspended",
] as const;
export type OverallState = (typeof overallStates)[number];

/** `verdict` is the worst of the rows with a verdict; null where there is no such row. */
export type OverallFacts = { operational: EntityState | null; brand: EntityState | null; verdict: EntityState | null };

type Rule = { gives: OverallState; when: (facts: OverallFacts) => boolean };

/**
 * The first rule that holds decides. BRAND.OPERATIONAL_STATUS alone says live or not; while a verdict is out a live
 * business takes payments, but its settlement is held (contract section 1).
 */
const rules: readonly Rule[] = [
  { gives: "suspended", when: ({ operational, brand }) => operational === "suspended" || brand === "suspended" },
  { gives: "suspended", when: ({ verdict }) => verdict === "suspended" },
  { gives: "needs_correction", when: ({ verdict }) => verdict === "rejected" },
  { gives: "live", when: ({ operational, verdict }) => operational === "approved" && verdict === "approved" },
  { gives: "settlement_held", when: ({ operational }) => operational === "approved" },
  { gives: "not_opened", when: ({ operational, verdict }) => operational === "rejected" && verdict === "approved" },
  { gives: "approved", when: ({ verdict }) => verdict === "approved" },
  { gives: "in_review", when: () => true },
];

export function overallOf(facts: OverallFacts): OverallState {
  return rules.find((rule) => rule.when(facts))?.gives ?? "in_review";
}

/** The overall state, from the rows that apply. It never says that payments can be received: see `canReceivePayments`. */
export function overallState(sections: readonly Section[]): OverallState {
  const stateOf = (type: CallbackType) => sections.find((section) => section.type === type)?.state ?? null;
  const verdicts = sections.filter((section) => verdictTypes.includes(section.type));
  return overallOf({
    operational: stateOf("BRAND.OPERATIONAL_STATUS"),
    brand: stateOf("BRAND"),
    verdict: worstState(verdicts.map((section) => section.state)),
  });
}

/** Whether the merchant's money is paid out: only once every verdict is in and the business is live (section 1). */
export const settlementOf: Record<OverallState, "held" | "open" | "stopped"> = {
  in_review: "held",
  needs_correction: "held",
  approved: "held",
  settlement_held: "held",
  live: "open",
  not_opened: "stopped",
  suspended: "stopped",
};
