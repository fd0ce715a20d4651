import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterChips } from "@/components/desk/filter-chips";
import { MerchantTable } from "@/components/desk/merchant-table";
import { QueueFilters } from "@/components/desk/queue-filters";
import { QueueKeys } from "@/components/desk/queue-keys";
import { SearchForm } from "@/components/desk/search-form";
import { LiveLine } from "@/components/live/live-line";
import { ButtonLink } from "@/components/ui/button-link";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/domain/permissions";
import { emptyFilter, queueQuery } from "@/lib/domain/queue-filter";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { assignToMe, search } from "./actions";
import { deskHref, loadDesk } from "./load-desk";
import { MentionNotice } from "./mention-notice";
import { EmptyQueue, Found, QueueNotices } from "./queue-notices";
import { TickedBar, ViewKeeper } from "./queue-parts";
import { keyTexts, queueChips, titleOf } from "./queue-words";
import { TroubleNotices } from "./trouble-notices";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: await titleOf(await searchParams) };
}

export default async function DeskPage({ searchParams }: Props) {
  const { userId, staffRole } = await requireStaff();
  const params = await searchParams;
  const [desk, t, errors] = await Promise.all([
    loadDesk(params, userId),
    getTranslations("queue"),
    getTranslations("errors"),
  ]);
  const { filter, merchants, colleagues, now } = desk;
  const canAssign = mayDo(staffRole, "case.assign");
  const names = new Map(colleagues.map(({ id, name }) => [id, name]));
  const listed = queueQuery(filter).toString();
  const table = (
    <MerchantTable
      merchants={merchants}
      assignees={names}
      order={t(`sort.${filter.sort}`)}
      canTick={canAssign}
      from={listed}
      now={now}
    />
  );
  return (
    <PageBody width="wide" className="lg:max-w-none lg:px-6 lg:pt-6">
      <PageHeader
        title={await titleOf(params)}
        actions={
          <>
            <QueueKeys assignToMe={canAssign ? assignToMe : null} texts={await keyTexts(canAssign)} />
            {mayDo(staffRole, "invitation.send") ? (
              <ButtonLink href={paths.deskInvite} size="sm">
                {t("invite")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <div className="mb-3 space-y-3">
        <TroubleNotices canMend={mayDo(staffRole, "settings.manage")} />
        <MentionNotice userId={userId} />
        <QueueNotices desk={desk} />
        <div className="gap-6 space-y-3 lg:flex lg:flex-row-reverse lg:items-start lg:justify-between lg:space-y-0">
          <div className="max-w-xl lg:w-80 lg:shrink-0">
            <SearchForm
              key={desk.query}
              action={search}
              value={filter.q}
              kept={{ query: desk.query }}
              label={t("search")}
              hint={t("searchHint")}
              submit={t("searchSubmit")}
              failures={{ nobodyFound: errors("nobodyFound"), unexpected: errors("unexpected") }}
            />
          </div>
          <FilterChips chips={await queueChips(desk)} label={t("tabs")} />
        </div>
        <QueueFilters
          filter={filter}
          colleagues={colleagues}
          me={userId}
          clearHref={deskHref({ ...emptyFilter, view: filter.view, q: filter.q, of: filter.of, sort: filter.sort })}
        />
        <Found desk={desk} />
      </div>
      {merchants.length > 0 ? (
        <div className="group/list">
          {canAssign ? (
            // What was ticked and answered on one list does not belong to another.
            <TickedBar key={listed} colleagues={colleagues} me={userId}>
              {table}
            </TickedBar>
          ) : (
            table
          )}
        </div>
      ) : (
        <EmptyQueue desk={desk} />
      )}
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <LiveLine url={paths.liveDesk} revision={desk.revision} />
        <div className="flex gap-2">
          {desk.firstHref ? (
            <ButtonLink href={desk.firstHref} variant="secondary" size="sm">
              {t("firstPage")}
            </ButtonLink>
          ) : null}
          {desk.nextHref ? (
            <ButtonLink href={desk.nextHref} variant="secondary" size="sm">
              {t("nextPage")}
            </ButtonLink>
          ) : null}
        </div>
      </div>
      <div className="mt-6">
        <ViewKeeper desk={desk} />
      </div>
    </PageBody>
  );
}
