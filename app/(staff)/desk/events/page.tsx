import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CallbackHealth } from "@/components/desk/callback-health";
import { ExchangeList } from "@/components/desk/exchange-list";
import { FilterChips } from "@/components/desk/filter-chips";
import { LiveLine } from "@/components/live/live-line";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { eventFilters } from "@/db/queries/events";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { eventsHref, loadEvents } from "./load-events";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EventsPage({ searchParams }: Props) {
  await requireStaff();
  const [page, t] = await Promise.all([loadEvents(await searchParams), getTranslations("events")]);
  const { show, events, health, now } = page;
  const chips = [null, ...eventFilters].map((filter) => ({
    key: filter ?? "all",
    label: t(`filter.${filter ?? "all"}`),
    count: null,
    href: eventsHref(filter),
    current: filter === show,
  }));
  return (
    <PageBody width="wide">
      <PageHeader title={t("title")} lead={t("lead")} />
      <CallbackHealth health={health} now={now} />
      <div className="mb-4">
        <FilterChips chips={chips} label={t("filterLabel")} />
      </div>
      {events.length > 0 ? (
        <ExchangeList events={events} />
      ) : (
        <EmptyState title={t("none")}>{t(show ? "noneOfKind" : "noneYet")}</EmptyState>
      )}
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <LiveLine url={paths.liveDesk} revision={page.revision} />
        <div className="flex gap-2">
          {page.isFirstPage ? null : (
            <ButtonLink href={eventsHref(show)} variant="secondary" size="sm">
              {t("firstPage")}
            </ButtonLink>
          )}
          {page.nextHref ? (
            <ButtonLink href={page.nextHref} variant="secondary" size="sm">
              {t("nextPage")}
            </ButtonLink>
          ) : null}
        </div>
      </div>
    </PageBody>
  );
}
