import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { readInvitationOf } from "@/lib/desk/read-invitation";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invite"))("title") };
}

/** After an invitation: that it is on its way, and what happens next. */
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
  const steps = [
    t("next.open", { date: format.dateTime(expiresAt, { dateStyle: "long" }) }),
    t("next.fill"),
    t("next.check"),
  ];
  return (
    <PageBody width="form">
      <PageHeader title={t("sentTitle", { business: businessName })} lead={t("sentLead", { name, email })} />
      <Card as="section">
        <h2 className="text-lg font-bold tracking-tight">{t("nextTitle")}</h2>
        <ol className="mt-3 list-decimal space-y-2 pl-5 marker:font-semibold marker:text-accent">
          {steps.map((step) => (
            <li key={step} className="pl-1">
              {step}
            </li>
          ))}
        </ol>
      </Card>
      <div className="mt-6 flex flex-col gap-3 sm:flex-row">
        <ButtonLink href={paths.deskMerchant(applicationId)}>{t("toMerchant")}</ButtonLink>
        <ButtonLink href={paths.deskInvite} variant="secondary">
          {t("another")}
        </ButtonLink>
      </div>
    </PageBody>
  );
}
