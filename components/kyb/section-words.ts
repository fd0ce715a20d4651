/** Which words and which tone a row of the verdict gets; the texts are in messages under `sections`. */
import type { CallbackType, EntityState } from "@/lib/domain/sections";
import type { Tone } from "../ui/tone";

export const toneOfState: Record<EntityState, Tone> = {
  approved: "ok",
  in_review: "wait",
  rejected: "bad",
  suspended: "bad",
  inactive: "idle",
};

/** Message keys cannot hold a dot. */
export function sectionKey(type: CallbackType) {
  return type === "BRAND.OPERATIONAL_STATUS" ? "OPERATIONAL_STATUS" : type;
}

/** A payment method is switched on, a brand is open, everything else is approved. */
export function stateKey<S extends EntityState>(type: CallbackType, state: S) {
  if (type === "BRAND_PRODUCT") return `product.${state}` as const;
  if (type === "BRAND.OPERATIONAL_STATUS") return `operational.${state}` as const;
  return `verdict.${state}` as const;
}

/** Only a refusal, a suspension and what is out ask for attention: an unopened brand is nothing to worry about. */
export function toneOf(type: CallbackType, state: EntityState): Tone {
  return type === "BRAND.OPERATIONAL_STATUS" && state === "in_review" ? "idle" : toneOfState[state];
}
