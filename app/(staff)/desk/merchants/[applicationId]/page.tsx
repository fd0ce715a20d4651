import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { z } from "zod";
import { FileList } from "@/components/desk/file-list";
import { MerchantSections } from "@/components/desk/merchant-sections";
import { SubmissionCard } from "@/components/desk/submission-card";
import { SubmittedData } from "@/components/desk/submitted-data";
import { Timeline } from "@/components/desk/timeline";
import { LiveLine } from "@/components/live/live-line";
import { Card } from "@/components/ui/card";
import { PageBody } from "@/components/ui/page-body";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { loadMerchant } from "./load-merchant";
import { StoppedActions } from "./merchant-actions";
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
  const { application, sections, entities, submissions, files, slotNames, now } = merchant;
  const whole = search.numbers === "whole";
  const address = paths.deskMerchant(applicationId);
  return (
    <PageBody width="wide">
      <MerchantHead merchant={merchant} />
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
        <div className="space-y-8">
          {submissions[0] && application.state !== "submitted" ? (
            <SubmissionCard
              submission={submissions[0]}
              actions={
                application.state === "attention" ? (
                  <StoppedActions applicationId={applicationId} failure={submissions[0].lastFailure} />
                ) : undefined
              }
            />
          ) : null}
          {sections.length > 0 ? (
            <Part id="sections" title={t("sections")}>
              <MerchantSections sections={sections} entities={entities} now={now} />
            </Part>
          ) : null}
          <Part
            id="data"
            title={t("data")}
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
          {application.state === "submitted" && submissions.length > 0 ? (
            <Part id="submissions" title={t("submissions")}>
              <div className="space-y-3">
                {submissions.map((submission) => (
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
