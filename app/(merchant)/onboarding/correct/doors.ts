import type { SummaryIssue } from "@/components/forms/error-summary";
import type { AreaSearch } from "@/components/onboarding/address-fields";
import type { CorrectPartFormDoors } from "@/components/onboarding/correct-part-form";
import type { SaveValues } from "@/components/uploads/uploads-provider";
import type { SectionSlug } from "@/lib/domain/correction";
import type { ActionResult } from "@/lib/domain/results";

/** Whoever corrects, the forms are the same: where they lead, and the actions behind them. */
export type CorrectionDoors = CorrectPartFormDoors & {
  /** Staff correct on the merchant's behalf, through doors of their own. */
  onBehalf: boolean;
  overview: string;
  /** Where it is seen how everything stands, and what the way there is called. */
  back: { href: string; label: string };
  section: (slug: SectionSlug) => string;
  findSectionGaps: (input: { applicationId: string; section: SectionSlug }) => Promise<ActionResult<SummaryIssue[]>>;
  postSection: (form: FormData) => Promise<unknown>;
  saveValues: SaveValues;
  searchAreas: AreaSearch;
};
