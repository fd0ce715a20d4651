/** Where a merchant stands, in one word for lists and headlines: our own state before DOKU, the fold of DOKU's after. */
import type { ApplicationState } from "./applications";
import type { OverallState } from "./overall";
import { type Section, verdictTypes } from "./sections";

export type Standing = Exclude<ApplicationState, "submitted"> | OverallState;

/** Every standing, those that need a person first: the order of the desk's filters. */
export const standings = [
  "needs_correction",
  "attention",
  "suspended",
  "not_opened",
  "in_review",
  "submitting",
  "draft",
  "invited",
  "approved",
  "settlement_held",
  "live",
  "closed",
] as const satisfies readonly Standing[];

/**
 * Before registration the application's own state, afterwards what DOKU says (contract section 10). A correction that
 * stopped needs a person before anything else.
 */
export function standingOf(state: ApplicationState, overall: OverallState | null): Standing {
  return state === "submitted" ? (overall ?? "in_review") : state;
}

/** How many of the verdict rows that apply are approved; headline and payment methods do not count (section 10). */
export function verdictProgress(sections: readonly Section[]): { approved: number; total: number } {
  const verdicts = sections.filter((section) => verdictTypes.includes(section.type));
  return { approved: verdicts.filter((section) => section.state === "approved").length, total: verdicts.length };
}
