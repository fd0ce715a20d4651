import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { MerchantPage } from "@/app/merchant-page";
import { AskAgainForm } from "@/app/sign-in/ask-again-form";
import { signInErrors } from "@/app/sign-in/sign-in-errors";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";
import { readSession } from "@/lib/session";
import { readInvitation } from "@/lib/sign-in/accept-invitation";
import { OpenInvitation } from "./open-invitation";
import { RenewForm } from "./renew-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitation"))("pageTitle") };
}

/** Behind the link of an invitation. Opening it changes nothing, because mail scanners open links too. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invitation, t, format] = await Promise.all([
    readInvitation(token),
    getTranslations("invitation"),
    getFormatter(),
  ]);
  if (invitation.state === "open") {
    const { name, businessName, expiresAt } = invitation;
    const until = format.dateTime(expiresAt, { dateStyle: "long" });
    return <OpenInvitation {...{ token, name, until }} business={businessName} partner={(await partner()).name} />;
  }
  if (invitation.state === "expired") {
    return (
      <MerchantPage help="invitation" width="form">
        <PageHeader title={t("expiredTitle")} lead={t("expired", { business: invitation.businessName })} />
        <RenewForm token={token} label={t("renew")} pendingText={t("renewing")} />
      </MerchantPage>
    );
  }
  if (invitation.state === "revoked") {
    const { name, supportEmail } = await partner();
    return (
      <MerchantPage help="invitation" width="form">
        <PageHeader title={t("revokedTitle")} lead={t("revoked", { partner: name })} />
        {supportEmail ? (
          <p>
            {t("revokedContact")} <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
          </p>
        ) : null}
      </MerchantPage>
    );
  }
  if (invitation.state === "unknown") {
    return (
      <MerchantPage help="invitation" width="form">
        <PageHeader title={t("unknownTitle")} lead={t("unknown")} />
        <ButtonLink href={paths.signIn} wide>
          {t("toSignIn")}
        </ButtonLink>
      </MerchantPage>
    );
  }
  const [session, signIn, errors] = await Promise.all([readSession(), getTranslations("signIn"), signInErrors()]);
  const business = invitation.businessName;
  if (session?.userId === invitation.ownerId) {
    return (
      <MerchantPage help="invitation" width="form">
        <PageHeader title={t("ownTitle")} lead={t("own", { business })} />
        <ButtonLink href={paths.onboarding} wide>
          {t("goOn")}
        </ButtonLink>
      </MerchantPage>
    );
  }
  return (
    <MerchantPage help="invitation" width="form">
      <PageHeader title={t("overTitle")} lead={t("over", { business })} />
      <AskAgainForm
        kind="invitation"
        value={token}
        label={t("sendLink")}
        pendingText={signIn("sending")}
        errors={errors}
      />
    </MerchantPage>
  );
}
