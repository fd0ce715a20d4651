import { getFormatter, getTranslations } from "next-intl/server";
import type { Chip } from "@/components/desk/filter-chips";
import type { QueueKeyTexts } from "@/components/desk/queue-keys";
import { needs } from "@/lib/domain/needs";
import { emptyFilter, type QueueView, readQueueFilter, usualSort } from "@/lib/domain/queue-filter";
import { type Standing, standings } from "@/lib/domain/standing";
import { type Desk, deskHref } from "./load-desk";

export const isStanding = (view: QueueView): view is Standing => (standings as readonly string[]).includes(view);

/** The title of the list: what it shows. */
export async function titleOf(params: Record<string, unknown>): Promise<string> {
  const [t, standing] = await Promise.all([getTranslations("queue.title"), getTranslations("desk.standing")]);
  const { view } = readQueueFilter(params).filter;
  return isStanding(view) ? standing(view) : t(view);
}

/** Puts counts into words: `1,000+` for more than were counted. */
export async function counter({ countedUpTo }: Pick<Desk, "countedUpTo">): Promise<(count: number) => string> {
  const [t, format] = await Promise.all([getTranslations("queue"), getFormatter()]);
  return (count) => (count > countedUpTo ? t("more", { count: format.number(countedUpTo) }) : format.number(count));
}

/** The views as links, each with how many it leads to; a kind of need without any is left out. */
export async function queueChips(desk: Desk): Promise<Chip[]> {
  const [t, counted] = await Promise.all([getTranslations("queue.title"), counter(desk)]);
  const { filter, counts } = desk;
  const views = ["needs", ...needs, "due_soon", "overdue", "snoozed", "all"] as const;
  const isShown = (view: (typeof views)[number]) =>
    view === "needs" || view === "all" || counts[view] > 0 || view === filter.view;
  return views.filter(isShown).map((view) => ({
    key: view,
    label: t(view),
    count: counted(counts[view]),
    href: deskHref({ ...emptyFilter, view, sort: usualSort({ view, dated: null }) }),
    current: view === filter.view,
  }));
}

export async function keyTexts(canAssign: boolean): Promise<QueueKeyTexts> {
  const t = await getTranslations("queue.keys");
  return {
    open: t("open"),
    title: t("title"),
    close: t("close"),
    assigned: t.raw("assigned"),
    failed: t("failed"),
    keys: [
      { key: "j", what: t("key.j") },
      { key: "k", what: t("key.k") },
      { key: "Enter", what: t("key.enter") },
      ...(canAssign ? [{ key: "a", what: t("key.a") }] : []),
      { key: "/", what: t("key.search") },
      { key: "g q", what: t("key.g") },
      { key: "?", what: t("key.help") },
    ],
  };
}

/** Whether something but the view narrows the list. */
export function isNarrowed({ filter }: Pick<Desk, "filter">): boolean {
  const { view: _view, sort: _sort, after: _after, ...choices } = filter;
  return Object.values(choices).some(Boolean);
}
