import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { emptyFilter } from "@/lib/domain/queue-filter";
import { type Desk, deskHref } from "./load-desk";
import { counter, isNarrowed, isStanding } from "./queue-words";

/** What has to be said before the list: that its address was made by hand, or that nothing was searched. */
export async function QueueNotices({ desk }: { desk: Desk }) {
  const [t, errors] = await Promise.all([getTranslations("queue"), getTranslations("errors")]);
  const { ignored, isTooOften } = desk;
  const parts = ignored.map((part) => t(`ignored.part.${part}`)).join(", ");
  return (
    <>
      {isTooOften ? (
        <Notice tone="warn" live="polite" title={t("notSearched")} className="max-w-2xl">
          {errors("limit.search")}
        </Notice>
      ) : null}
      {ignored.length > 0 ? (
        <Notice tone="warn" live="polite" title={t("ignored.title")} className="max-w-2xl">
          {t("ignored.lead", { parts })}
        </Notice>
      ) : null}
    </>
  );
}

/** How many a narrowed list has, and that it is in another order than the one asked for. */
export async function Found({ desk }: { desk: Desk }) {
  const [t, counted] = await Promise.all([getTranslations("queue"), counter(desk)]);
  const { found, countedUpTo } = desk;
  const limit = counted(countedUpTo);
  const isTold = found !== null && (isNarrowed(desk) || isStanding(desk.filter.view));
  if (!isTold && !desk.isInOwnOrder) return null;
  return (
    <p className="text-sm text-soft" role="status">
      {isTold ? (found > countedUpTo ? t("foundMore", { count: limit }) : t("found", { count: found })) : null}
      {desk.isInOwnOrder ? `. ${t("ownOrder", { count: limit })}` : null}
    </p>
  );
}

/** Why nothing is listed: nothing to do is good news, nothing found is not. */
export async function EmptyQueue({ desk }: { desk: Desk }) {
  const t = await getTranslations("queue");
  const { view } = desk.filter;
  const all = deskHref({ ...emptyFilter, view: "all", sort: "changed" });
  const why = isNarrowed(desk) ? "filtered" : view === "needs" ? "needs" : view === "all" ? "none" : "view";
  return (
    <EmptyState
      title={t(`empty.${why}.title`)}
      actions={
        why === "none" ? undefined : (
          <ButtonLink href={all} variant="secondary" size="sm">
            {t("showAll")}
          </ButtonLink>
        )
      }
    >
      {t(`empty.${why}.what`)}
    </EmptyState>
  );
}
