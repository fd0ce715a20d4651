import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { DeedForm } from "@/components/desk/deed-form";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { filterHref, type Query } from "@/lib/domain/record-filter";
import { mostReplayed } from "@/lib/kyb/replay-events";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { replayMany } from "../actions";
import { loadWish } from "./load-wish";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.replay"))("title") };
}

type Props = { searchParams: Promise<Query> };

/** Counts what would be replayed, and asks. */
export default async function ReplayPage({ searchParams }: Props) {
  await requireStaff("event.replay");
  const [wish, t, events, records, { errors }] = await Promise.all([
    loadWish(await searchParams),
    getTranslations("events.replay"),
    getTranslations("events"),
    getTranslations("records"),
    issueTexts(),
  ]);
  const { parts, count, isTooMany, outcomes, unread } = wish;
  const chosen = Object.entries(parts ?? {}).filter((part): part is [keyof NonNullable<typeof parts>, string] =>
    Boolean(part[1]),
  );
  const backHref = filterHref(paths.deskEvents, parts ?? {});
  return (
    <PageBody width="form">
      <PageHeader title={t("title")} lead={t("lead")} back={{ href: backHref, label: t("back") }} />
      {unread.length > 0 ? (
        <Notice tone="warn" title={records("unread")} className="mb-4">
          {records("unreadHint", { parts: unread.map((part) => records(`part.${part}` as "part.kind")).join(", ") })}
        </Notice>
      ) : null}
      {isTooMany ? (
        <Notice tone="warn" title={t("tooMany", { most: mostReplayed })}>
          {t("tooManyHint")}
        </Notice>
      ) : count === 0 ? (
        <Notice title={t("none")}>{t("noneHint")}</Notice>
      ) : (
        <Card className="space-y-4">
          <p className="text-lg font-semibold">{t("count", { count })}</p>
          <ul className="list-disc pl-5">
            {outcomes.map(({ outcome, count: ofOutcome }) => (
              <li key={outcome}>{t("countOf", { outcome: events(`outcome.${outcome}`), count: ofOutcome })}</li>
            ))}
          </ul>
          {parts ? (
            <p className="text-sm text-soft">
              {chosen.length > 0
                ? chosen.map(([name, value]) => `${records(`part.${name}`)}: ${value}`).join(" · ")
                : t("everything")}
            </p>
          ) : null}
          <DeedForm
            action={replayMany}
            values={{ query: wish.query, counted: String(count), until: wish.until }}
            label={t("confirm", { count })}
            pendingText={t("pending")}
            done=""
            errors={errors}
            variant="primary"
          />
        </Card>
      )}
      <p className="mt-4">
        <ButtonLink href={backHref} variant="quiet" size="sm">
          {t("back")}
        </ButtonLink>
      </p>
    </PageBody>
  );
}
