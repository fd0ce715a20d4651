"use server";

import { redirect } from "next/navigation";
import { staffFormAction } from "@/lib/action";
import { mapReasonSchema } from "@/lib/domain/reasons";
import { mapReason } from "@/lib/kyb/map-reason";
import { savedHref } from "./load-reasons";

/** Puts a note of DOKU's under an entry of the catalogue, or takes that back. */
export const saveReason = staffFormAction(mapReasonSchema, async (call) => {
  await mapReason(call);
  redirect(savedHref(call.input.reason));
});
