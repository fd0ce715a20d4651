import Link from "next/link";
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
import { type Option, Select } from "../forms/select";
import { TextInput } from "../forms/text-input";
import { sectionKey } from "../kyb/section-words";
import { Button } from "../ui/button";
import { FilterForm } from "./filter-form";
import { useWords } from "./use-words";

const control = "h-11 text-[15px] lg:h-9 lg:pl-3 lg:text-sm";

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
  const pick = (name: string, label: string, options: readonly Option[], value: string | null, emptyText?: string) => (
    <div className="min-w-0">
      <label htmlFor={`filter-${name}`} className="mb-0.5 block text-[13px] text-soft">
        {label}
      </label>
      <Select
        id={`filter-${name}`}
        name={name}
        options={options}
        defaultValue={value ?? ""}
        emptyText={emptyText}
        className={control}
      />
    </div>
  );
  const date = (name: "from" | "to") => (
    <div className="min-w-0">
      <label htmlFor={`filter-${name}`} className="mb-0.5 block text-[13px] text-soft">
        {t(name)}
      </label>
      <TextInput id={`filter-${name}`} type="date" name={name} defaultValue={filter[name] ?? ""} className={control} />
    </div>
  );
  const sorted = queueSorts.filter((one) => one !== "needs" || isQueueView(view));
  return (
    <details className="group/filters rounded-card border border-line bg-card lg:[&::details-content]:[content-visibility:visible] lg:[&::details-content]:block">
      <summary className="flex min-h-11 items-center px-4 text-[15px] font-semibold lg:supports-[selector(::details-content)]:hidden">
        {chosen > 0 ? t("foldCount", { count: chosen }) : t("fold")}
      </summary>
      <FilterForm
        // What stands in the fields is the address's, also after a link changed that.
        key={JSON.stringify(filter)}
        action={paths.desk}
        label={t("label")}
      >
        <div className="grid grid-cols-1 items-end gap-x-3 gap-y-2 px-4 min-[420px]:grid-cols-2 md:grid-cols-3 pt-1 pb-2 lg:grid-cols-6 lg:pt-3">
          {q ? <input type="hidden" name="q" value={q} /> : null}
          {of ? <input type="hidden" name="of" value={of.join(",")} /> : null}
          {pick(
            "view",
            t("view"),
            [
              { value: isStanding ? "all" : view, label: isStanding ? t("any") : titles(view as "needs") },
              ...standings.map((value) => ({ value, label: standingNames(value) })),
            ],
            view,
          )}
          {pick(
            "assignee",
            t("assignee"),
            [
              { value: "me", label: t("me") },
              { value: "nobody", label: t("nobody") },
              ...colleagues.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name })),
            ],
            filter.assignee === me ? "me" : filter.assignee,
            t("everybody"),
          )}
          {pick(
            "section",
            t("section"),
            callbackTypes.map((value) => ({ value, label: sections(sectionKey(value)) })),
            filter.section,
            t("any"),
          )}
          {pick(
            "reason",
            t("reason"),
            reasonCodes.map((value) => ({ value, label: reasons(value) })),
            filter.reason,
            t("any"),
          )}
          {pick(
            "sort",
            t("sort"),
            sorted.map((value) => ({ value: value === usualSort(filter) ? "" : value, label: orders(value) })),
            sort === usualSort(filter) ? "" : sort,
          )}
          <span className="flex flex-wrap items-center gap-x-2">
            <Button type="submit" size="sm" variant="secondary" className="lg:min-h-9 lg:px-3 lg:text-sm">
              {t("apply")}
            </Button>
            {chosen > 0 ? (
              <Link href={clearHref} className="inline-flex min-h-11 items-center px-1 text-sm lg:min-h-9">
                {t("clear")}
              </Link>
            ) : null}
          </span>
        </div>
        <details open={hasMore}>
          <summary className="inline-flex min-h-11 items-center px-4 text-sm font-semibold text-accent lg:min-h-9 lg:pb-2">
            {t("more")}
          </summary>
          <div className="grid grid-cols-1 items-end gap-x-3 gap-y-2 px-4 min-[420px]:grid-cols-2 md:grid-cols-3 pb-4 lg:grid-cols-6">
            {pick(
              "entity",
              t("entity"),
              legalEntities.map((value) => ({ value, label: words("desk", "legalEntity", value) ?? value })),
              filter.entity,
              t("any"),
            )}
            {pick(
              "line",
              t("line"),
              businessLines.map((value) => ({
                value,
                label: words("kind", "fields", "line", "options", value) ?? value,
              })),
              filter.line,
              t("any"),
            )}
            {pick(
              "clock",
              t("clock"),
              (["running", "due_soon", "overdue"] as const).map((value) => ({ value, label: t(`clocks.${value}`) })),
              filter.clock,
              t("any"),
            )}
            {pick(
              "dated",
              t("dated"),
              (["submitted", "created"] as const).map((value) => ({ value, label: t(`dates.${value}`) })),
              dated ?? "submitted",
            )}
            {date("from")}
            {date("to")}
          </div>
        </details>
      </FilterForm>
    </details>
  );
}
