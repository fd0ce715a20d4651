"use server";

import { z } from "zod";
import { staffAction, staffFormAction } from "@/lib/action";
import { copyInvitation } from "@/lib/desk/copy-invitation";
import { extendInvitation } from "@/lib/desk/extend-invitation";
import { resendInvitation } from "@/lib/desk/resend-invitation";
import { revokeInvitation } from "@/lib/desk/revoke-invitation";
import { untilSchema } from "@/lib/domain/invitation";

const onMerchant = z.object({ applicationId: z.uuid() });

/** Sends the invitation again, with a new link. */
export const resendInvited = staffAction("invitation.send", onMerchant, resendInvitation);

/** Makes a further link; the answer holds it, and nothing else does. */
export const copyInvited = staffAction("invitation.send", onMerchant, copyInvitation);

/** Gives the invitation until another day. */
export const extendInvited = staffFormAction(
  "invitation.send",
  onMerchant.extend({ until: untilSchema }),
  extendInvitation,
);

/** Takes the invitation back. */
export const revokeInvited = staffFormAction(
  "invitation.send",
  onMerchant.extend({ confirmed: z.literal("on", { error: "tickFirst" }) }),
  revokeInvitation,
);
