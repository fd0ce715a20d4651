"use server";

import { revalidatePath } from "next/cache";
import { staffFormAction } from "@/lib/action";
import { memberRoleSchema, memberSchema, newMemberSchema } from "@/lib/domain/team";
import { paths } from "@/lib/paths";
import { changeRole } from "@/lib/team/change-role";
import { disableMember } from "@/lib/team/disable-member";
import { enableMember } from "@/lib/team/enable-member";
import { inviteMember, mailMemberAgain } from "@/lib/team/invite-member";
import { resetFactor } from "@/lib/team/reset-factor";

/** Does it, and shows the list as it is afterwards. */
const thenList =
  <C>(run: (call: C) => Promise<unknown>) =>
  async (call: C) => {
    await run(call);
    revalidatePath(paths.deskTeam);
  };

/** Adds somebody to the staff and mails a link to sign in. */
export const addMember = staffFormAction("team.manage", newMemberSchema, thenList(inviteMember));

/** Sends that mail again. */
export const mailMember = staffFormAction("team.manage", memberSchema, thenList(mailMemberAgain));

/** Gives a member another role. */
export const changeMemberRole = staffFormAction("team.manage", memberRoleSchema, thenList(changeRole));

/** Shuts a member out at once. */
export const shutOutMember = staffFormAction("team.manage", memberSchema, thenList(disableMember));

/** Lets a disabled member in again. */
export const letInMember = staffFormAction("team.manage", memberSchema, thenList(enableMember));

/** Takes a member's second step away, for somebody who has lost it. */
export const resetMemberFactor = staffFormAction("team.manage", memberSchema, thenList(resetFactor));
