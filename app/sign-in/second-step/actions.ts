"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { database } from "@/db/client";
import { secondStepAction } from "@/lib/action";
import { paths } from "@/lib/paths";
import { keepRenewedSession } from "@/lib/session";
import { requireConfirmed } from "@/lib/sign-in/confirm-again";
import { passFactor, setUpFactor } from "@/lib/sign-in/second-factor";

const schema = z.object({ code: z.string().max(40) });

/** A code of the app, or a recovery code: the sign-in is whole. */
export const passSecondStep = secondStepAction(schema, async (call) => {
  await keepRenewedSession(await passFactor(call));
  redirect(paths.desk);
});

/** The first code of a new app. Who is signed in already has proved again who they are, or whoever finds the desk open could. */
export const setUpSecondStep = secondStepAction(schema, async ({ isWhole, ...call }) => {
  const { userId } = call.actor;
  if (isWhole) await requireConfirmed((await database()).db, { userId, sessionId: call.sessionId });
  await keepRenewedSession(await setUpFactor(call));
  redirect(`${paths.deskAccount}?factor=set-up`);
});
