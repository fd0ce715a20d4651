import { useTranslations } from "next-intl";
import {
  businessLines,
  isQueueView,
  legalEntities,
  type QueueFilter,
  queueSorts,
  usualSort,
} from "@/lib/domain/queue-filter";
import { reasonCodes } from "@/lib/domain/reasons";
import { callbackTypes } from "@/lib/domain/sections";
import { standings } from "@/lib/domain/standing";
import { paths } from "@/lib/paths";
import { sectionKey } from "../kyb/section-words";
import { type FilterChoice, FilterFields } from "./filter-fields";
import { useWords } from "./use-words";

/** How many choices narrow the list beside its view. */
function countChoices({ section, reason, assignee, entity, line, clock, from, to }: QueueFilter): number {
  return [section, reason, assignee, entity, line, clock, from ?? to].filter(Boolean).length;
}

/**
 * The choices of the list as one form, which works without JavaScript. Folded on narrow screens.
 * @param clearHref the same list without choices
 */
export function QueueFilters({
  filter,
  colleagues,
  me,
  clearHref,
}: {
  filter: QueueFilter;
  colleagues: readonly { id: string; name: string }[];
  me: string;
  clearHref: string;
}) {
  const t = useTranslations("queue.filter");
  const orders = useTranslations("queue.sort");
  const titles = useTranslations("queue.title");
  const reasons = useTranslations("queue.reason");
  const standingNames = useTranslations("desk.standing");
  const sections = useTranslations("sections.name");
  const words = useWords();
  const { view, sort, q, of, dated } = filter;
  const isStanding = (standings as readonly string[]).includes(view);
  const chosen = countChoices(filter);
  const hasMore = countChoices({ ...filter, section: null, reason: null, assignee: null }) > 0;
  const sorted = queueSorts.filter((one) => one !== "needs" || isQueueView(view));
  const choices: FilterChoice[] = [
    {
      name: "view",
      label: t("view"),
      options: [
        { value: isStanding ? "all" : view, label: isStanding ? t("any") : titles(view as "needs") },
        ...standings.map((value) => ({ value, label: standingNames(value) })),
      ],
      value: view,
    },
    {
      name: "assignee",
      label: t("assignee"),
      options: [
        { value: "me", label: t("me") },
        { value: "nobody", label: t("nobody") },
        ...colleagues.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name })),
      ],
      value: filter.assignee === me ? "me" : filter.assignee,
      emptyText: t("everybody"),
    },
    {
      name: "section",
      label: t("section"),
      options: callbackTypes.map((value) => ({ value, label: sections(sectionKey(value)) })),
      value: filter.section,
      emptyText: t("any"),
    },
    {
      name: "reason",
      label: t("reason"),
      options: reasonCodes.map((value) => ({ value, label: reasons(value) })),
      value: filter.reason,
      emptyText: t("any"),
    },
    {
      name: "sort",
      label: t("sort"),
      options: sorted.map((value) => ({ value: value === usualSort(filter) ? "" : value, label: orders(value) })),
      value: sort === usualSort(filter) ? "" : sort,
    },
  ];
  const more: FilterChoice[] = [
    {
      name: "entity",
      label: t("entity"),
      options: legalEntities.map((value) => ({ value, label: words("desk", "legalEntity", value) ?? value })),
      value: filter.entity,
      emptyText: t("any"),
    },
    {
      name: "line",
      label: t("line"),
      options: businessLines.map((value) => ({
        value,
        label: words("kind", "fields", "line", "options", value) ?? value,
      })),
      value: filter.line,
      emptyText: t("any"),
    },
    {
      name: "clock",
      label: t("clock"),
      options: (["running", "due_soon", "overdue"] as const).map((value) => ({ value, label: t(`clocks.${value}`) })),
      value: filter.clock,
      emptyText: t("any"),
    },
    {
      name: "dated",
      label: t("dated"),
      options: (["submitted", "created"] as const).map((value) => ({ value, label: t(`dates.${value}`) })),
      value: dated ?? "submitted",
    },
  ];
  return (
    <FilterFields
      stands={JSON.stringify(filter)}
      action={paths.desk}
      label={t("label")}
      fold={chosen > 0 ? t("foldCount", { count: chosen }) : t("fold")}
      kept={{ ...(q ? { q } : {}), ...(of ? { of: of.join(",") } : {}) }}
      choices={choices}
      more={{ label: t("more"), isOpen: hasMore, choices: more }}
      dates={(["from", "to"] as const).map((name) => ({ name, label: t(name), value: filter[name] }))}
      apply={t("apply")}
      clear={chosen > 0 ? { href: clearHref, label: t("clear") } : null}
    />
  );
}
