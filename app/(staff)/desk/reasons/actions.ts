"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { staffFormAction } from "@/lib/action";
import { mapReasonSchema } from "@/lib/domain/case-deeds";
import { mapReason } from "@/lib/kyb/map-reason";
import { paths } from "@/lib/paths";
import { savedHref } from "./load-reasons";

/** Puts a note of DOKU's under an entry of the catalogue, or takes that back. */
export const saveReason = staffFormAction("reason.map", mapReasonSchema, async (call) => {
  await mapReason(call);
  // The frame around the list has a count, and would be kept as it is otherwise.
  revalidatePath(paths.deskReasons, "layout");
  redirect(savedHref(call.input.reason));
});
