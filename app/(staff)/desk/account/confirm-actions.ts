"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { forgetConfirmation, keepConfirmation, readConfirmation } from "@/app/account/confirmation-cookie";
import { staffFormAction } from "@/lib/action";
import { keepRenewedSession } from "@/lib/session";
import { askConfirmation, giveConfirmation } from "@/lib/sign-in/confirm-again";

/** Mails a code to whoever asks; the page that asked goes on with it. */
export const askStaffCode = staffFormAction("account.manage", z.object({}), async ({ actor }) => {
  await keepConfirmation((await askConfirmation({ actor })).attemptId);
  refresh();
});

/** The code of that mail or of the app; afterwards the session counts as confirmed for a while. */
export const giveStaffCode = staffFormAction("account.manage", z.object({ code: z.string().max(40) }), async (call) => {
  const { code } = call.input;
  const attemptId = await readConfirmation();
  await keepRenewedSession(await giveConfirmation({ ...call, input: { code, attemptId } }));
  await forgetConfirmation();
  refresh();
});
