"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { staffAction, staffFormAction } from "@/lib/action";
import { revealCredential } from "@/lib/desk/reveal-credential";
import { credentialParts, credentialWays } from "@/lib/domain/credential";
import { changeCallbackAddress, keepCallbackAddress } from "@/lib/kyb/callback-address";
import { paths } from "@/lib/paths";

/** One part of the credential. Answers are never cached: they are answers to a POST. */
export const openCredential = staffAction(
  "credential.reveal",
  z.object({ applicationId: z.uuid(), part: z.enum(credentialParts), way: z.enum(credentialWays) }),
  async (call) => ({ value: await revealCredential(call) }),
);

const onMerchant = z.object({ applicationId: z.uuid() });

/** Makes another secret address for DOKU's callbacks about the merchant. */
export const moveCallbacks = staffFormAction("callback.address", onMerchant, async (call) => {
  await changeCallbackAddress(call);
  revalidatePath(paths.deskCredential(call.input.applicationId));
});

/** Stays with the address that DOKU has. */
export const keepCallbacks = staffFormAction("callback.address", onMerchant, async (call) => {
  await keepCallbackAddress(call);
  revalidatePath(paths.deskCredential(call.input.applicationId));
});
