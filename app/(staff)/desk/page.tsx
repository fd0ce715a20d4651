import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterChips } from "@/components/desk/filter-chips";
import { MerchantTable } from "@/components/desk/merchant-table";
import { SearchForm } from "@/components/desk/search-form";
import { LiveLine } from "@/components/live/live-line";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { deskFilters, isUrgency } from "@/lib/domain/desk-filter";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { search } from "./actions";
import { deskHref, loadDesk } from "./load-desk";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DeskPage({ searchParams }: Props) {
  await requireStaff();
  const [desk, t, unexpected] = await Promise.all([
    loadDesk(await searchParams),
    getTranslations("desk"),
    getTranslations("errors"),
  ]);
  const { q, state, counts, merchants, now } = desk;
  const shown = deskFilters.filter((filter) => counts.has(filter) || filter === state);
  const chips = [
    { key: "all", label: t("all"), count: desk.total, href: deskHref({ q, state: null }), current: !state },
    ...shown.map((filter) => ({
      key: filter,
      label: isUrgency(filter) ? t(`urgency.${filter}`) : t(`standing.${filter}`),
      count: counts.get(filter) ?? 0,
      href: deskHref({ q, state: filter }),
      current: filter === state,
    })),
  ];
  const isFiltered = q !== "" || state !== null;
  return (
    <PageBody width="wide">
      <PageHeader
        title={t("title")}
        actions={
          <ButtonLink href={paths.deskInvite} size="sm">
            {t("invite")}
          </ButtonLink>
        }
      />
      <div className="mb-4 space-y-3">
        <div className="max-w-xl">
          <SearchForm
            key={q}
            action={search}
            value={q}
            kept={state ? { state } : {}}
            label={t("search")}
            hint={t("searchHint")}
            submit={t("searchSubmit")}
            failure={unexpected("unexpected")}
          />
        </div>
        {desk.missed ? (
          <Notice tone="warn" live="polite" className="max-w-xl">
            {t("emailMissed")}
          </Notice>
        ) : null}
        <FilterChips chips={chips} label={t("filter")} />
      </div>
      {merchants.length > 0 ? (
        <MerchantTable merchants={merchants} now={now} />
      ) : (
        <EmptyState
          title={t(isFiltered ? "nothingFound" : "empty")}
          actions={
            isFiltered ? (
              <ButtonLink href={paths.desk} variant="secondary" size="sm">
                {t("showAll")}
              </ButtonLink>
            ) : undefined
          }
        >
          {t(isFiltered ? "nothingFoundHint" : "emptyHint")}
        </EmptyState>
      )}
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <LiveLine url={paths.liveDesk} revision={desk.revision} />
        <div className="flex gap-2">
          {desk.isFirstPage ? null : (
            <ButtonLink href={deskHref({ q, state })} variant="secondary" size="sm">
              {t("firstPage")}
            </ButtonLink>
          )}
          {desk.nextHref ? (
            <ButtonLink href={desk.nextHref} variant="secondary" size="sm">
              {t("nextPage")}
            </ButtonLink>
          ) : null}
        </div>
      </div>
    </PageBody>
  );
}
