"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { staffFormAction } from "@/lib/action";
import { paths } from "@/lib/paths";
import { endOtherSessions, endOwnSession } from "@/lib/sign-in/own-sessions";
import { dropFactor, offerOtherCodes, takeOtherCodes } from "@/lib/sign-in/second-factor";

/** Signs out one of one's own browsers. */
export const endStaffSignIn = staffFormAction("account.manage", z.object({ id: z.uuid() }), async (call) => {
  await endOwnSession(call);
  redirect(`${paths.deskAccount}?ended=one`);
});

/** Signs out all of them but this one. */
export const endOtherStaffSignIns = staffFormAction("account.manage", z.object({}), async (call) => {
  await endOtherSessions(call);
  redirect(`${paths.deskAccount}?ended=others`);
});

/** Shows other recovery codes. */
export const offerOwnCodes = staffFormAction("account.manage", z.object({}), async (call) => {
  await offerOtherCodes(call);
  refresh();
});

/** They are kept: those before are worth nothing now. */
export const takeOwnCodes = staffFormAction("account.manage", z.object({}), async (call) => {
  await takeOtherCodes(call);
  redirect(`${paths.deskAccount}?factor=codes`);
});

/** Gives up one's app for another, which is set up at once. */
export const dropOwnFactor = staffFormAction("account.manage", z.object({}), async (call) => {
  await dropFactor(call);
  redirect(paths.secondStep);
});
