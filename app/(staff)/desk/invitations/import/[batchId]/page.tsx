import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { issueTexts } from "@/app/issue-texts";
import { ActionButton } from "@/components/desk/action-button";
import { RowFaults } from "@/components/desk/row-faults";
import { issueText } from "@/components/forms/issue-text";
import { RefreshWhile } from "@/components/live/refresh-while";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { ProgressBar } from "@/components/ui/progress-bar";
import { readBatch } from "@/lib/desk/import-batch";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { confirmImport, dropImport } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitations.import"))("title") };
}

const shownGood = 10;
const refreshMs = 2_000;

/** One's own file: the preview, then how far it is, then what became of it. */
export default async function BatchPage({ params }: { params: Promise<{ batchId: string }> }) {
  const { userId } = await requireStaff("invitation.many");
  const { batchId } = await params;
  if (!z.uuid().safeParse(batchId).success) notFound();
  const [batch, t, { errors }] = await Promise.all([
    readBatch({ kind: "staff", userId }, batchId),
    getTranslations("invitations.import"),
    issueTexts(),
  ]);
  if (!batch) redirect(`${paths.deskImport}?gone=1`);
  const { total, invited, leftOut, good, bad, unread, confirmedAt, doneAt } = batch;
  const failures = Object.fromEntries(
    ["importNothing", "notFound", "signedOut", "notAllowed"].map((key) => [key, errors[key] ?? ""]),
  );
  const texts = { failures, fallback: errors.unexpected ?? "", pendingText: t("working") };
  const stage = doneAt ? "done" : confirmedAt ? "running" : "preview";
  const progress = t("progress", { done: invited + leftOut, total });
  return (
    <PageBody width="wide">
      <PageHeader
        title={t(`${stage}.title`, { total, invited })}
        lead={t(`${stage}.lead`, { total, bad: bad.length, leftOut })}
        back={{ href: paths.deskInvitations, label: t("toList") }}
      />
      {unread && stage === "preview" ? (
        <Notice tone="warn" className="mb-6">
          {issueText(errors, { key: "importUnread", params: { columns: unread } })}
        </Notice>
      ) : null}
      {stage === "preview" ? (
        <div className="mb-8 flex flex-wrap gap-2">
          {total > 0 ? (
            <ActionButton action={confirmImport.bind(null, { batchId })} label={t("confirm", { total })} {...texts} />
          ) : null}
          <ActionButton action={dropImport.bind(null, { batchId })} label={t("drop")} variant="secondary" {...texts} />
        </div>
      ) : null}
      {stage === "running" ? (
        <Card className="mb-8 space-y-2.5">
          <ProgressBar
            value={invited + leftOut}
            max={total}
            label={t("running.title", { total })}
            valueText={progress}
          />
          <p role="status" className="text-[0.9375rem] text-soft tabular-nums">
            {progress}
          </p>
          <RefreshWhile everyMs={refreshMs} />
        </Card>
      ) : null}
      {bad.length > 0 ? (
        <section aria-labelledby="faults" className="mb-8">
          <div className="mb-2.5 flex flex-wrap items-center justify-between gap-x-4">
            <h2 id="faults" className="text-lg font-bold tracking-tight">
              {t("faults.title", { count: bad.length })}
            </h2>
            <a href={paths.importRest(batchId)} download className="inline-flex min-h-11 items-center text-[0.9375rem]">
              {t("faults.download")}
            </a>
          </div>
          <RowFaults rows={bad} errors={errors} />
        </section>
      ) : null}
      {stage === "preview" && good.length > 0 ? (
        <section aria-labelledby="good">
          <h2 id="good" className="mb-2.5 text-lg font-bold tracking-tight">
            {t("good.title", { count: good.length })}
          </h2>
          <Card flush>
            <ul className="divide-y divide-line">
              {good.slice(0, shownGood).map(({ line, cells }) => (
                <li key={line} className="px-5 py-2.5 break-words">
                  <span className="font-semibold">{cells.businessName}</span>
                  <span className="block text-sm text-soft">
                    {cells.name} · {cells.email}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
          {good.length > shownGood ? (
            <p className="mt-2 text-sm text-soft">{t("good.more", { count: good.length - shownGood })}</p>
          ) : null}
        </section>
      ) : null}
      {stage === "done" ? (
        <div className="flex flex-wrap gap-2">
          <ButtonLink href={paths.deskInvitations}>{t("toList")}</ButtonLink>
          <ButtonLink href={paths.deskImport} variant="secondary">
            {t("another")}
          </ButtonLink>
        </div>
      ) : null}
    </PageBody>
  );
}
