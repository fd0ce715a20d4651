"use server";

import { redirect } from "next/navigation";
import { staffFormAction } from "@/lib/action";
import { inviteLite } from "@/lib/desk/invite-lite";
import { liteSchema } from "@/lib/domain/lite";
import { paths } from "@/lib/paths";

/** Has DOKU invite a merchant to its own dashboard; the merchant's page shows how that goes. */
export const sendLite = staffFormAction("invitation.lite", liteSchema, async (call) => {
  const { applicationId } = await inviteLite(call);
  redirect(paths.deskMerchant(applicationId));
});
