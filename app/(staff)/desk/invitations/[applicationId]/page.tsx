import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { LiveLine } from "@/components/live/live-line";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { readInvitationOf } from "@/lib/desk/read-invitation";
import { invitationStateOf } from "@/lib/domain/invitation";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { InvitedDeeds } from "../invited-deeds";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invite"))("title") };
}

/** One invitation: how it stands, what happens next, and what can be done about it. */
export default async function InvitedPage({ params }: { params: Promise<{ applicationId: string }> }) {
  await requireStaff();
  const { applicationId } = await params;
  const [invitation, t, format] = await Promise.all([
    readInvitationOf(applicationId),
    getTranslations("invite"),
    getFormatter(),
  ]);
  if (!invitation) notFound();
  const { name, email, businessName, expiresAt } = invitation;
  const state = invitationStateOf(invitation, new Date());
  const isOnItsWay = state === "waiting" || state === "unsent";
  const steps = [
    t("next.open", { date: format.dateTime(expiresAt, { dateStyle: "long" }) }),
    t("next.fill"),
    t("next.check"),
  ];
  return (
    <PageBody width="form">
      <PageHeader
        title={t(isOnItsWay ? "sentTitle" : "oldTitle", { business: businessName })}
        lead={t(isOnItsWay ? (state === "unsent" ? "sentLead" : "arrivedLead") : "oldLead", { name, email })}
        back={{ href: paths.deskInvitations, label: t("toList") }}
      />
      {isOnItsWay ? (
        <Card as="section" className="mb-6">
          <h2 className="text-lg font-bold tracking-tight">{t("nextTitle")}</h2>
          <ol className="mt-3 list-decimal space-y-2 pl-5 marker:font-semibold marker:text-accent">
            {steps.map((step) => (
              <li key={step} className="pl-1">
                {step}
              </li>
            ))}
          </ol>
        </Card>
      ) : null}
      <InvitedDeeds applicationId={applicationId} />
      <div className="mt-6 flex flex-col gap-3 sm:flex-row">
        <ButtonLink href={paths.deskMerchant(applicationId)}>{t("toMerchant")}</ButtonLink>
        <ButtonLink href={paths.deskInvite} variant="secondary">
          {t("another")}
        </ButtonLink>
      </div>
      <div className="mt-6">
        <LiveLine url={paths.live(applicationId)} revision={invitation.revision} />
      </div>
    </PageBody>
  );
}
