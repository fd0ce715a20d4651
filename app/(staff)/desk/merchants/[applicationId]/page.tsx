import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { CasePart } from "@/components/desk/case-part";
import { AskedChange, PastChanges } from "@/components/desk/change-requests";
import { DriftTable } from "@/components/desk/drift-table";
import { MerchantSections } from "@/components/desk/merchant-sections";
import { SubmissionCard } from "@/components/desk/submission-card";
import { Timeline } from "@/components/desk/timeline";
import { LiveLine } from "@/components/live/live-line";
import { Card } from "@/components/ui/card";
import { PageBody } from "@/components/ui/page-body";
import { isUnderWay } from "@/lib/domain/applications";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { CaseTools } from "./case-tools";
import { DataPart } from "./data-part";
import { loadMerchant } from "./load-merchant";
import { DecideChange, StoppedActions } from "./merchant-actions";
import { MerchantHead } from "./merchant-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.merchant"))("title") };
}

type Props = { params: Promise<{ applicationId: string }> };

export default async function MerchantPage({ params }: Props) {
  const session = await requireStaff();
  const { applicationId } = await params;
  if (!z.uuid().safeParse(applicationId).success) notFound();
  const [merchant, t] = await Promise.all([loadMerchant(applicationId), getTranslations("desk.merchant")]);
  if (!merchant) notFound();
  const { application, sections, submissions, slotNames, changes, drifts, now } = merchant;
  const asked = changes.filter(({ state }) => state === "asked");
  const decided = changes.filter(({ state }) => state !== "asked");
  const [latest] = submissions;
  const isStopped = application.state === "attention";
  // What is on its way stands first; everything that arrived stands in the list below.
  const isRegistered = application.dokuBusinessId !== null;
  const current = latest && (!isRegistered || isStopped || isUnderWay(latest.stage)) ? latest : null;
  const earlier = isRegistered ? submissions.filter((submission) => submission !== current) : [];
  return (
    <PageBody width="wide">
      <MerchantHead merchant={merchant} />
      <CaseTools merchant={merchant} session={session}>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
          <div className="space-y-8">
            {current ? (
              <SubmissionCard
                submission={current}
                actions={
                  isStopped ? (
                    <StoppedActions applicationId={applicationId} seen={application.caseVersion} submission={current} />
                  ) : undefined
                }
              />
            ) : null}
            {asked.length > 0 ? (
              <CasePart id="asked" title={t("asked")}>
                <div className="space-y-3">
                  {asked.map((change) => (
                    <AskedChange
                      key={change.id}
                      change={change}
                      now={now}
                      form={<DecideChange changeId={change.id} seen={application.caseVersion} />}
                    />
                  ))}
                </div>
              </CasePart>
            ) : null}
            {sections.length > 0 ? (
              <CasePart id="sections" title={t("sections")}>
                <MerchantSections sections={sections} slotNames={slotNames} now={now} />
              </CasePart>
            ) : null}
            <DataPart merchant={merchant} session={session} />
            {drifts.length > 0 ? (
              <CasePart id="drifts" title={t("drifts")}>
                <DriftTable drifts={drifts} />
              </CasePart>
            ) : null}
            {decided.length > 0 ? (
              <CasePart id="changes" title={t("changes")}>
                <PastChanges changes={decided} />
              </CasePart>
            ) : null}
            {earlier.length > 0 ? (
              <CasePart id="submissions" title={t("submissions")}>
                <div className="space-y-3">
                  {earlier.map((submission) => (
                    <SubmissionCard key={submission.id} submission={submission} />
                  ))}
                </div>
              </CasePart>
            ) : null}
          </div>
          <aside className="space-y-3">
            <CasePart id="history" title={t("history")}>
              <Card>
                {merchant.timeline.length > 0 ? (
                  <Timeline entries={merchant.timeline} />
                ) : (
                  <p className="text-soft">{t("noHistory")}</p>
                )}
              </Card>
            </CasePart>
            <LiveLine url={paths.live(applicationId)} revision={application.revision} />
          </aside>
        </div>
      </CaseTools>
    </PageBody>
  );
}
