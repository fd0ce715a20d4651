import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { CallbackHealth } from "@/components/desk/callback-health";
import { EventFilter } from "@/components/desk/event-filter";
import { ExchangeList } from "@/components/desk/exchange-list";
import { FilterChips } from "@/components/desk/filter-chips";
import { FilterNotes } from "@/components/desk/filter-notes";
import { LiveLine } from "@/components/live/live-line";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { eventKinds } from "@/db/queries/events";
import { mayDo } from "@/lib/domain/permissions";
import { filterHref, type Query } from "@/lib/domain/record-filter";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { filterEvents } from "./actions";
import { loadEvents } from "./load-events";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events"))("title") };
}

type Props = { searchParams: Promise<Query> };

export default async function EventsPage({ searchParams }: Props) {
  const { staffRole } = await requireStaff();
  const [page, t, records, { errors }] = await Promise.all([
    loadEvents(await searchParams),
    getTranslations("events"),
    getTranslations("records"),
    issueTexts(),
  ]);
  const { parts, events, health, now } = page;
  const chips = [null, ...eventKinds].map((kind) => ({
    key: kind ?? "all",
    label: t(`filter.${kind ?? "all"}`),
    count: null,
    href: filterHref(paths.deskEvents, { ...parts, kind }),
    current: kind === parts.kind,
  }));
  const canReplay = mayDo(staffRole, "event.replay");
  const hasCallbacks = events.some((event) => event.kind === "callback" && event.verified);
  const list = <ExchangeList events={events} canChoose={canReplay} />;
  return (
    <PageBody width="wide">
      <PageHeader title={t("title")} lead={t("lead")} />
      <CallbackHealth health={health} now={now} />
      <div className="mb-4">
        <FilterChips chips={chips} label={t("filterLabel")} />
      </div>
      <EventFilter action={filterEvents} parts={parts} merchantName={page.merchantName} errors={errors} />
      <FilterNotes unread={page.unread.map((part) => records(`part.${part}`))} choices={page.choices} />
      {events.length === 0 ? (
        <EmptyState title={t("none")}>{t(page.isFiltered || parts.kind ? "noneFound" : "noneYet")}</EmptyState>
      ) : canReplay && hasCallbacks ? (
        <form action={paths.deskReplay} method="get">
          {list}
          <div className="mt-4 flex flex-wrap gap-2">
            <Button type="submit" variant="secondary" size="sm">
              {t("replay.selected")}
            </Button>
            <ButtonLink href={filterHref(paths.deskReplay, parts)} variant="quiet" size="sm">
              {t("replay.all")}
            </ButtonLink>
          </div>
        </form>
      ) : (
        list
      )}
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <LiveLine url={paths.liveDesk} revision={page.revision} />
        <div className="flex flex-wrap gap-2">
          {page.isFiltered ? (
            <ButtonLink href={filterHref(paths.deskEvents, { kind: parts.kind })} variant="quiet" size="sm">
              {records("clear")}
            </ButtonLink>
          ) : null}
          {page.firstHref ? (
            <ButtonLink href={page.firstHref} variant="secondary" size="sm">
              {records("firstPage")}
            </ButtonLink>
          ) : null}
          {page.nextHref ? (
            <ButtonLink href={page.nextHref} variant="secondary" size="sm">
              {records("nextPage")}
            </ButtonLink>
          ) : null}
        </div>
      </div>
    </PageBody>
  );
}
