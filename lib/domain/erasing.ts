/** When a merchant's data may be erased, by a person's word. Pure. */
import { z } from "zod";
import { type ApplicationState, isUnderWay, type SubmissionStage } from "./applications";

/** `request`: somebody asked for it · `retention`: its days were over. */
export const erasedWhys = ["request", "retention"] as const;
export type ErasedWhy = (typeof erasedWhys)[number];

/** What decides; `stage` is that of the last submission, null when there was none. */
export type EraseFacts = { state: ApplicationState; holdAt: Date | null; stage: SubmissionStage | null };

/** Why nothing can be erased now, as a key of the errors; null when it can. */
export function erasingHindered({ state, holdAt, stage }: EraseFacts): "erased" | "onHold" | "onItsWay" | null {
  if (state === "closed") return "erased";
  if (holdAt) return "onHold";
  return state === "submitting" || (stage !== null && isUnderWay(stage)) ? "onItsWay" : null;
}

/** What stands in place of the name: part of the id, so that two erased merchants can be told from each other. */
export const erasedName = (applicationId: string): string => `#${applicationId.slice(0, 8)}`;

const maxReason = 500;

/** Why staff keep everything about a merchant. */
export const holdSchema = z.object({
  applicationId: z.uuid(),
  reason: z.string().trim().min(1, "required").max(maxReason, "tooLong"),
});

/** The second step: typed by hand, so that nobody erases by a slip. */
export const eraseSchema = z.object({ applicationId: z.uuid(), typed: z.string().trim() });
