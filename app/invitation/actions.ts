"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { publicAction } from "@/lib/action";
import { paths } from "@/lib/paths";
import { renewInvitation } from "@/lib/sign-in/renew-invitation";

/** Asks for a new link in place of one that is past its date; the answer is the same whatever happens. */
export const renew = publicAction(z.object({ token: z.string().max(200).default("") }), async ({ source, input }) => {
  await renewInvitation({ source, input });
  redirect(paths.invitationRenewed);
});
