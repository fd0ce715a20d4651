import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { OwnApplication } from "@/db/queries/applications";

/** Where the merchant whom DOKU invites stands while DOKU says nothing of a review yet. */
const stageOf = ({ state }: OwnApplication) =>
  state === "submitted" ? "invited" : state === "attention" ? "stopped" : "asking";

/**
 * For a merchant who registers in DOKU's own dashboard: what to do there, and that nothing is to do here.
 * @param confirmed when DOKU was last asked
 */
export async function LiteStatus({
  application,
  partnerName,
  confirmed,
  live,
}: {
  application: OwnApplication;
  partnerName: string;
  confirmed: ReactNode;
  live: ReactNode;
}) {
  const t = await getTranslations("status.byDoku");
  const stage = stageOf(application);
  const business = application.businessName;
  return (
    <>
      <PageHeader title={t(`title.${stage}`)} lead={t(`lead.${stage}`, { business, partner: partnerName })} />
      {stage === "invited" ? (
        <>
          <Card as="section" className="mb-6">
            <h2 className="text-lg font-bold tracking-tight">{t("stepsTitle")}</h2>
            <ol className="mt-3 list-decimal space-y-2 pl-5 marker:font-semibold marker:text-accent">
              {(["open", "fill", "wait"] as const).map((step) => (
                <li key={step} className="pl-1">
                  {t(`steps.${step}`)}
                </li>
              ))}
            </ol>
          </Card>
          <p className="mb-4 text-[0.9375rem] text-soft">{t("noMail", { partner: partnerName })}</p>
          <div className="mb-4 flex flex-wrap items-center">{confirmed}</div>
        </>
      ) : null}
      {live}
    </>
  );
}
