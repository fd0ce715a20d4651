import type { InvitationState } from "@/lib/domain/invitation";
import type { Tone } from "../ui/tone";

/** How each state of an invitation looks; `unsent` and `expired` need somebody. */
export const toneOfInvitation: Record<InvitationState, Tone> = {
  waiting: "idle",
  unsent: "bad",
  expired: "wait",
  accepted: "ok",
  revoked: "idle",
};
