import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { ActionButton } from "@/components/desk/action-button";
import { WorkList } from "@/components/desk/work-list";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { jobNames } from "@/lib/jobs/queue";
import { requireStaff } from "@/lib/session";
import { runAllWork, runWork } from "./actions";
import { loadWork, workHref } from "./load-work";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("work"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WorkPage({ searchParams }: Props) {
  await requireStaff();
  const [page, t, { errors }] = await Promise.all([
    loadWork(await searchParams),
    getTranslations("work"),
    issueTexts(),
  ]);
  const { jobs, kinds, again, now } = page;
  const texts = {
    pendingText: t("working"),
    failures: { workGone: errors.workGone ?? "", signedOut: errors.signedOut ?? "" },
    fallback: errors.unexpected ?? "",
  };
  return (
    <PageBody width="wide">
      <PageHeader title={t("title")} lead={t("lead")} />
      {again === undefined ? null : (
        <Notice tone={again > 0 ? "ok" : "info"} live="polite" className="mb-4">
          {again > 0 ? t("done", { count: again }) : t("doneNone")}
        </Notice>
      )}
      {kinds.length > 0 ? (
        <div className="mb-4 flex flex-wrap gap-2">
          {jobNames.flatMap((name) => {
            const count = kinds.find(([kind]) => kind === name)?.[1];
            return count ? (
              <ActionButton
                key={name}
                action={runAllWork.bind(null, { name })}
                label={t("allAgain", { kind: t(`kind.${name}`), count })}
                variant="secondary"
                {...texts}
              />
            ) : (
              []
            );
          })}
        </div>
      ) : null}
      {jobs.length > 0 ? (
        <WorkList
          jobs={jobs}
          now={now}
          actionOf={({ id, merchant }) => (
            <ActionButton
              action={runWork.bind(null, { jobId: id })}
              label={t("again")}
              about={merchant?.businessName}
              variant="secondary"
              {...texts}
            />
          )}
        />
      ) : (
        <EmptyState title={t("none")}>{t("noneHint")}</EmptyState>
      )}
      <div className="mt-4 flex justify-end gap-2">
        {page.isFirstPage ? null : (
          <ButtonLink href={workHref({})} variant="secondary" size="sm">
            {t("firstPage")}
          </ButtonLink>
        )}
        {page.nextHref ? (
          <ButtonLink href={page.nextHref} variant="secondary" size="sm">
            {t("nextPage")}
          </ButtonLink>
        ) : null}
      </div>
    </PageBody>
  );
}
