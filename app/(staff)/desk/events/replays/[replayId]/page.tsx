import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RefreshWhile } from "@/components/live/refresh-while";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { ProgressBar } from "@/components/ui/progress-bar";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { loadReplay } from "./load-replay";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.replay"))("progress") };
}

type Props = { params: Promise<{ replayId: string }> };

/** How far a replay is, again and again until it is done. */
export default async function ReplayedPage({ params }: Props) {
  await requireStaff("event.replay");
  const replay = await loadReplay((await params).replayId);
  if (!replay) notFound();
  const t = await getTranslations("events.replay");
  const { total, done, finishedAt } = replay;
  const counts = (["applied", "unchanged", "failed"] as const).map((result) => ({
    id: result,
    term: t(`result.${result}`),
    value: replay[result],
  }));
  return (
    <PageBody width="form">
      <PageHeader
        title={t("progress")}
        lead={t("askedBy", { name: replay.askedByName })}
        back={{ href: paths.deskEvents, label: t("back") }}
      />
      <Card className="space-y-4">
        <div role="status">
          <p className="mb-2 text-lg font-semibold">
            {finishedAt ? t("finished", { total }) : t("done", { done, total })}
          </p>
        </div>
        <ProgressBar value={done} max={total} label={t("progress")} valueText={t("done", { done, total })} />
        <DescriptionList items={counts} />
      </Card>
      {finishedAt ? null : <RefreshWhile everyMs={1_500} />}
    </PageBody>
  );
}
