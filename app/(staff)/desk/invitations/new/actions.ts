"use server";

import { staffAction } from "@/lib/action";
import { inviteMerchant } from "@/lib/desk/invite-merchant";
import { invitationSchema } from "@/lib/domain/invitation";

/** Invites a merchant; answers with the application, whose "sent" page comes next. */
export const sendInvitation = staffAction("invitation.send", invitationSchema, inviteMerchant);
