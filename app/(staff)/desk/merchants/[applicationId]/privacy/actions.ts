"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { staffFormAction } from "@/lib/action";
import { onMerchantSchema } from "@/lib/domain/case-deeds";
import { eraseSchema, holdSchema } from "@/lib/domain/erasing";
import { paths } from "@/lib/paths";
import { eraseMerchant } from "@/lib/privacy/erase-merchant";
import { liftHold as lift, placeHold as place } from "@/lib/privacy/hold-merchant";
import { signOutMerchant as signOut } from "@/lib/privacy/sign-out-merchant";

/** Keeps everything about a merchant, whatever the days of retention. */
export const placeHold = staffFormAction("privacy.hold", holdSchema, async (call) => {
  await place(call);
  revalidatePath(paths.deskPrivacy(call.input.applicationId));
});

export const liftHold = staffFormAction("privacy.hold", onMerchantSchema, async (call) => {
  await lift(call);
  revalidatePath(paths.deskPrivacy(call.input.applicationId));
});

/** Ends every sign-in of a merchant. */
export const signOutMerchant = staffFormAction("privacy.devices", onMerchantSchema, (call) => signOut(call));

/** Erases a merchant for good; its page then says so. */
export const erase = staffFormAction("privacy.erase", eraseSchema, async (call) => {
  await eraseMerchant(call);
  redirect(paths.deskMerchant(call.input.applicationId));
});
