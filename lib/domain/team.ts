/** The partner's staff: what an admin says of a member. */
import { z } from "zod";
import { emailSchema } from "./fields/email";
import { requiredText } from "./fields/text";
import { staffRoles } from "./permissions";

const role = z.enum(staffRoles, { error: "choose" });

/** Somebody who is to join the staff. */
export const newMemberSchema = z.object({
  name: requiredText({ max: 255 }),
  email: emailSchema,
  role,
  /** The language of the mails to this person. */
  locale: z.enum(["id", "en"], { error: "choose" }),
});
export type NewMember = z.output<typeof newMemberSchema>;

export const memberSchema = z.object({ memberId: z.uuid() });
export type MemberInput = z.output<typeof memberSchema>;

export const memberRoleSchema = z.object({ memberId: z.uuid(), role });
export type MemberRoleInput = z.output<typeof memberRoleSchema>;

/** How long the link in the mail to a new member signs in; afterwards it is exchanged for a new one. */
export const memberLinkHours = 24;
