import type { Standing } from "@/lib/domain/standing";
import type { Tone } from "../ui/tone";

export const toneOfStanding: Record<Standing, Tone> = {
  needs_correction: "bad",
  attention: "bad",
  suspended: "bad",
  in_review: "wait",
  submitting: "wait",
  draft: "idle",
  invited: "idle",
  not_opened: "bad",
  settlement_held: "wait",
  approved: "ok",
  live: "ok",
  closed: "idle",
};
