"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { staffAction } from "@/lib/action";
import { confirmBatch, dropBatch } from "@/lib/desk/import-batch";
import { paths } from "@/lib/paths";

const onBatch = z.object({ batchId: z.uuid() });

/** Lets the invitations of a file go out. */
export const confirmImport = staffAction("invitation.many", onBatch, async (call) => {
  await confirmBatch(call);
  // To the same page, which shows from now on how far it is.
  redirect(paths.deskBatch(call.input.batchId));
});

/** Forgets a file, to choose another one. */
export const dropImport = staffAction("invitation.many", onBatch, async (call) => {
  await dropBatch(call);
  redirect(paths.deskImport);
});
