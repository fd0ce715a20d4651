import { useFormatter, useTranslations } from "next-intl";
import { funnelSteps } from "@/lib/domain/insight";
import { type InsightReport, type StepCounts, wholePercent } from "@/lib/domain/insight-report";
import type { BarOf, Series } from "./insight-chart";
import { InsightSection } from "./insight-section";
import { type NumberRow, NumberTable } from "./number-table";

type Props = { report: InsightReport; csvHref: string | null };

const accent = "var(--accent-fill)";
const faint = "var(--edge)";

/** How many, in the reader's way of writing numbers. */
export function useNumbers() {
  const format = useFormatter();
  return {
    whole: (value: number) => format.number(value),
    percent: (value: number | null) => (value === null ? "–" : format.number(value / 100, { style: "percent" })),
  };
}

/** From the invitation to live, with those who had to correct something apart. */
export function FunnelSection({ report: { steps }, csvHref }: Props) {
  const t = useTranslations("insight.funnel");
  const stepNames = useTranslations("insight.step");
  const { whole, percent } = useNumbers();
  const straight = ["invited", "started", "submitted", "first_pass", "first_live"] as const;
  const rows = straight.map((step, index): NumberRow => {
    const before = straight[index - 1];
    const ofBefore = before ? percent(wholePercent(steps[step], steps[before])) : "";
    const cells = [whole(steps[step]), percent(wholePercent(steps[step], steps.invited)), ofBefore];
    return { key: step, label: stepNames(step), cells };
  });
  const later = [
    { key: "approved", all: steps.approved, first: steps.first_pass },
    { key: "live", all: steps.live, first: steps.first_live },
  ] as const;
  const extra = later.flatMap(({ key, all, first }): NumberRow[] => [
    {
      key: `${key}_later`,
      label: t(`${key}Later`),
      cells: [whole(all - first), percent(wholePercent(all - first, steps.invited)), ""],
      isPart: true,
    },
    { key, label: stepNames(key), cells: [whole(all), percent(wholePercent(all, steps.invited)), ""] },
  ]);
  const series: Series[] = [
    { key: "first", label: t("straight"), colour: accent },
    { key: "later", label: t("afterCorrections"), colour: faint },
  ];
  const bar = (label: string, first: number, all: number): BarOf => {
    return {
      label,
      values: [first, all - first],
      shown: `${whole(all)} (${percent(wholePercent(all, steps.invited))})`,
    };
  };
  const bars = [
    ...(["invited", "started", "submitted"] as const).map((step) => bar(stepNames(step), steps[step], steps[step])),
    bar(stepNames("approved"), steps.first_pass, steps.approved),
    bar(stepNames("live"), steps.first_live, steps.live),
  ];
  return (
    <InsightSection
      title={t("title")}
      definition={t("definition")}
      csvHref={csvHref}
      chart={{ layout: "rows", series, bars, isStacked: true }}
    >
      <NumberTable
        caption={t("title")}
        columns={[
          { key: "step", label: t("step") },
          { key: "merchants", label: t("merchants") },
          { key: "ofInvited", label: t("ofInvited") },
          { key: "ofBefore", label: t("ofBefore") },
        ]}
        rows={[...rows, ...extra]}
      />
    </InsightSection>
  );
}

function useStepColumns(first: string) {
  const t = useTranslations("insight.step");
  return [{ key: "of", label: first }, ...funnelSteps.map((step) => ({ key: step, label: t(step) }))];
}

/** The same by week of invitation, the last one first. */
export function WeeksSection({ report: { weeks }, csvHref }: Props) {
  const t = useTranslations("insight.weeks");
  const format = useFormatter();
  const { whole } = useNumbers();
  const columns = useStepColumns(t("week"));
  // A date without a time is the same day wherever it is read.
  const day = (week: string, options: { year?: "numeric" }) =>
    format.dateTime(new Date(week), { day: "numeric", month: "short", timeZone: "UTC", ...options });
  const series: Series[] = [
    { key: "live", label: t("live"), colour: accent },
    { key: "submitted", label: t("submitted"), colour: "var(--info)" },
    { key: "started", label: t("started"), colour: "var(--wait)" },
    { key: "invited", label: t("invited"), colour: faint },
  ];
  const parts = ({ live, submitted, started, invited }: StepCounts) => [
    live,
    submitted - live,
    started - submitted,
    invited - started,
  ];
  const bars = weeks.map(({ week, steps }) => ({ label: day(week, {}), values: parts(steps) }));
  return (
    <InsightSection
      title={t("title")}
      definition={t("definition")}
      csvHref={csvHref}
      isWide
      chart={{ layout: "columns", series, bars, isStacked: true }}
    >
      <NumberTable
        caption={t("title")}
        columns={columns}
        rows={[...weeks].reverse().map(({ week, steps }) => ({
          key: week,
          label: <span className="whitespace-nowrap">{day(week, { year: "numeric" })}</span>,
          cells: funnelSteps.map((step) => whole(steps[step])),
        }))}
      />
    </InsightSection>
  );
}

/** The same by kind of business. */
export function KindsSection({ report: { kinds }, csvHref }: Props) {
  const t = useTranslations("insight.kinds");
  const names = useTranslations("kind.fields.businessType.options");
  const unknown = useTranslations("insight.range");
  const { whole } = useNumbers();
  return (
    <InsightSection title={t("title")} definition={t("definition")} csvHref={csvHref} chart={null} isWide>
      <NumberTable
        caption={t("title")}
        columns={useStepColumns(t("kind"))}
        rows={kinds.map(({ kind, steps }) => ({
          key: kind,
          label: kind === "UNKNOWN" ? unknown("unknownKind") : names(kind),
          cells: funnelSteps.map((step) => whole(steps[step])),
        }))}
      />
    </InsightSection>
  );
}
