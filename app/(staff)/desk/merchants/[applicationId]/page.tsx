import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { z } from "zod";
import { AskedChange, PastChanges } from "@/components/desk/change-requests";
import { DriftTable } from "@/components/desk/drift-table";
import { FileList } from "@/components/desk/file-list";
import { MerchantSections } from "@/components/desk/merchant-sections";
import { SubmissionCard } from "@/components/desk/submission-card";
import { SubmittedData } from "@/components/desk/submitted-data";
import { Timeline } from "@/components/desk/timeline";
import { WorkingCopy } from "@/components/desk/working-copy";
import { LiveLine } from "@/components/live/live-line";
import { Card } from "@/components/ui/card";
import { PageBody } from "@/components/ui/page-body";
import { isUnderWay } from "@/lib/domain/applications";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { loadMerchant } from "./load-merchant";
import { DecideChange, StoppedActions } from "./merchant-actions";
import { MerchantHead } from "./merchant-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.merchant"))("title") };
}

type Props = { params: Promise<{ applicationId: string }>; searchParams: Promise<{ numbers?: string | string[] }> };

function Part({ id, title, aside, children }: { id: string; title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <div className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={id} className="text-lg font-bold tracking-tight">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

export default async function MerchantPage({ params, searchParams }: Props) {
  await requireStaff();
  const { applicationId } = await params;
  if (!z.uuid().safeParse(applicationId).success) notFound();
  const [merchant, t, data, search] = await Promise.all([
    loadMerchant(applicationId),
    getTranslations("desk.merchant"),
    getTranslations("desk.data"),
    searchParams,
  ]);
  if (!merchant) notFound();
  const { application, sections, submissions, files, slotNames, changes, drifts, now } = merchant;
  const asked = changes.filter(({ state }) => state === "asked");
  const decided = changes.filter(({ state }) => state !== "asked");
  const [latest] = submissions;
  const isStopped = application.state === "attention";
  // What is on its way stands first; everything that arrived stands in the list below.
  const isRegistered = application.dokuBusinessId !== null;
  const current = latest && (!isRegistered || isStopped || isUnderWay(latest.stage)) ? latest : null;
  const earlier = isRegistered ? submissions.filter((submission) => submission !== current) : [];
  const whole = search.numbers === "whole";
  const address = paths.deskMerchant(applicationId);
  return (
    <PageBody width="wide">
      <MerchantHead merchant={merchant} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
        <div className="space-y-8">
          {current ? (
            <SubmissionCard
              submission={current}
              actions={isStopped ? <StoppedActions applicationId={applicationId} submission={current} /> : undefined}
            />
          ) : null}
          {asked.length > 0 ? (
            <Part id="asked" title={t("asked")}>
              <div className="space-y-3">
                {asked.map((change) => (
                  <AskedChange key={change.id} change={change} now={now} form={<DecideChange changeId={change.id} />} />
                ))}
              </div>
            </Part>
          ) : null}
          {sections.length > 0 ? (
            <Part id="sections" title={t("sections")}>
              <MerchantSections sections={sections} slotNames={slotNames} now={now} />
            </Part>
          ) : null}
          <Part
            id="data"
            title={t(merchant.isAtDoku ? "dataAtDoku" : "data")}
            aside={
              <Link
                href={whole ? address : `${address}?numbers=whole`}
                scroll={false}
                prefetch={false}
                className="inline-flex min-h-11 items-center text-sm"
              >
                {data(whole ? "mask" : "reveal")}
              </Link>
            }
          >
            {merchant.workingCopy.length > 0 ? (
              <WorkingCopy sections={merchant.workingCopy} slotNames={slotNames} whole={whole} />
            ) : null}
            <SubmittedData
              parts={merchant.parts}
              slotValues={merchant.slotValues}
              slotNames={slotNames}
              whole={whole}
            />
          </Part>
          <Part id="files" title={t("files")}>
            {files.length > 0 ? (
              <FileList files={files} slotNames={slotNames} />
            ) : (
              <p className="text-soft">{t("noFiles")}</p>
            )}
          </Part>
          {drifts.length > 0 ? (
            <Part id="drifts" title={t("drifts")}>
              <DriftTable drifts={drifts} />
            </Part>
          ) : null}
          {decided.length > 0 ? (
            <Part id="changes" title={t("changes")}>
              <PastChanges changes={decided} />
            </Part>
          ) : null}
          {earlier.length > 0 ? (
            <Part id="submissions" title={t("submissions")}>
              <div className="space-y-3">
                {earlier.map((submission) => (
                  <SubmissionCard key={submission.id} submission={submission} />
                ))}
              </div>
            </Part>
          ) : null}
        </div>
        <aside className="space-y-3">
          <Part id="history" title={t("history")}>
            <Card>
              {merchant.timeline.length > 0 ? (
                <Timeline entries={merchant.timeline} />
              ) : (
                <p className="text-soft">{t("noHistory")}</p>
              )}
            </Card>
          </Part>
          <LiveLine url={paths.live(applicationId)} revision={application.revision} />
        </aside>
      </div>
    </PageBody>
  );
}
