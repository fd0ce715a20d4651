"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { merchantFormAction } from "@/lib/action";
import { paths } from "@/lib/paths";
import { endOtherSessions, endOwnSession } from "@/lib/sign-in/own-sessions";

/** Signs out one of the merchant's own browsers. */
export const endSignIn = merchantFormAction(z.object({ id: z.uuid() }), async (call) => {
  await endOwnSession(call);
  redirect(`${paths.account}?ended=one`);
});

/** Signs out all of them but this one. */
export const endOtherSignIns = merchantFormAction(z.object({}), async (call) => {
  await endOtherSessions(call);
  redirect(`${paths.account}?ended=others`);
});
