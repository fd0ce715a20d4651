import { useTranslations } from "next-intl";
import { cohortKinds } from "@/lib/domain/insight";
import type { InsightRange } from "@/lib/domain/insight-range";
import { paths } from "@/lib/paths";
import { SelectField } from "../forms/select";
import { TextField } from "../forms/text-input";
import { Button } from "../ui/button";
import { classes } from "../ui/classes";
import { Link } from "../ui/link";

type Shortcut = { weeks: number; href: string; isCurrent: boolean };

/** Which weeks and which kind of business; a plain form, so that the address says what is shown. */
export function RangeForm({
  range,
  lastDay,
  shortcuts,
}: {
  range: InsightRange;
  /** The Sunday of the last week. */
  lastDay: string;
  shortcuts: readonly Shortcut[];
}) {
  const t = useTranslations("insight.range");
  const kinds = useTranslations("kind.fields.businessType.options");
  const options = cohortKinds.map((kind) => ({
    value: kind,
    label: kind === "UNKNOWN" ? t("unknownKind") : kinds(kind),
  }));
  return (
    <div data-print="hide" className="mb-5 space-y-3">
      <form method="get" action={paths.deskInsight} className="flex flex-wrap items-end gap-3">
        <TextField key={`from ${range.from}`} name="from" type="date" label={t("from")} defaultValue={range.from} />
        <TextField key={`to ${lastDay}`} name="to" type="date" label={t("to")} defaultValue={lastDay} />
        <div className="min-w-52">
          <SelectField
            key={`kind ${range.kind}`}
            name="kind"
            label={t("kind")}
            options={options}
            emptyText={t("allKinds")}
            defaultValue={range.kind ?? ""}
          />
        </div>
        <Button type="submit" variant="secondary">
          {t("show")}
        </Button>
      </form>
      <nav aria-label={t("shortcuts")}>
        <ul className="flex flex-wrap gap-2">
          {shortcuts.map(({ weeks, href, isCurrent }) => (
            <li key={weeks}>
              <Link
                href={href}
                aria-current={isCurrent ? "true" : undefined}
                className={classes(
                  "inline-flex min-h-11 items-center rounded-full border px-3.5 text-sm no-underline sm:min-h-9",
                  isCurrent
                    ? "border-accent bg-accent-soft font-semibold text-ink"
                    : "border-line bg-card text-soft hover:bg-hover hover:text-ink",
                )}
              >
                {t("lastWeeks", { weeks })}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
