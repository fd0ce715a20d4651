/** Staff copy a link of an invitation, to send it by chat. */
import { listDrafts } from "@/db/queries/applications";
import { insertInvitationLink } from "@/db/queries/invitations";
import { emitAudit } from "../audit/emit";
import { hashToken, newToken } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { phoneCallingCode, phoneSchema } from "../domain/fields/phone";
import { env } from "../env";
import { refused } from "../errors";
import { changeApplication } from "../live/change-application";
import { calendarDay, mailTexts } from "../mail/mail-texts";
import { partner } from "../partner";
import { paths } from "../paths";
import { openInvitation } from "./open-invitation";

/** `whatsApp`: a chat with the merchant and a ready sentence; null where no mobile number is known. */
export type CopiedLink = { url: string; whatsApp: string | null };

/**
 * Makes a further link, shown this once to whoever asked: we keep a hash. It ends with the invitation, at its date or
 * when it is revoked.
 * @throws AppError not_found · refused "invitationAccepted", "invitationRevoked", "invitationExpired"
 */
export async function copyInvitation({
  actor,
  input,
}: {
  actor: StaffActor;
  input: { applicationId: string };
}): Promise<CopiedLink> {
  const { name: partnerName } = await partner();
  return await changeApplication(
    input.applicationId,
    async (tx, application) => {
      const { id, expiresAt, name, locale, businessName } = await openInvitation(tx, application);
      if (expiresAt <= new Date()) throw refused("invitationExpired");
      const token = newToken();
      const tokenHash = hashToken(token);
      await insertInvitationLink(tx, { tokenHash, invitationId: id, madeBy: actor.userId });
      const detail = { invitationId: id, linkId: tokenHash };
      await emitAudit(tx, { applicationId: application.id, actor, action: "invitation.link_copied", detail });
      const url = `${env().APP_URL}${paths.invitation(token)}`;
      const profile = (await listDrafts(tx, application.id)).find(({ part }) => part === "profile");
      const phone = phoneSchema.safeParse(profile?.values.phone);
      // Chat is a thing of mobile phones.
      if (!phone.success || !phone.data.startsWith("8")) return { url, whatsApp: null };
      const until = calendarDay(expiresAt, locale);
      const text = mailTexts(locale)("invitation.chat", {
        name,
        partner: partnerName,
        business: businessName,
        until,
        link: url,
      });
      const chat = `https://wa.me/${phoneCallingCode}${phone.data}?text=${encodeURIComponent(text)}`;
      return { url, whatsApp: chat };
    },
    { isNews: false },
  );
}
