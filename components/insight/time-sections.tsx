import { useTranslations } from "next-intl";
import { clockHours } from "@/lib/domain/clocks";
import type { InsightReport } from "@/lib/domain/insight-report";
import { sectionKey } from "../kyb/section-words";
import { useNumbers } from "./funnel-sections";
import type { Series } from "./insight-chart";
import { InsightSection } from "./insight-section";
import { NumberTable } from "./number-table";
import { useStayWords } from "./use-stay-words";

type Props = { report: InsightReport; csvHref: string | null };

/** How long merchants stay in each state. */
export function StaysSection({ report: { stays }, csvHref }: Props) {
  const t = useTranslations("insight.stays");
  const standings = useTranslations("desk.standing");
  const { whole } = useNumbers();
  const words = useStayWords();
  const series: Series[] = [
    { key: "median", label: t("median"), colour: "var(--accent-fill)" },
    { key: "p90", label: t("p90"), colour: "var(--edge)" },
  ];
  // Being live is the aim and lasts: beside it every wait would be a line.
  const finished = stays.filter(({ standing, medianMinutes }) => medianMinutes !== null && standing !== "live");
  const bars = finished.map(({ standing, medianMinutes, p90Minutes }) => ({
    label: standings(standing),
    values: [medianMinutes ?? 0, p90Minutes ?? 0],
    shown: words(medianMinutes),
  }));
  return (
    <InsightSection
      title={t("title")}
      definition={t("definition")}
      csvHref={csvHref}
      chart={bars.length > 0 ? { layout: "rows", series, bars, isStacked: false } : null}
    >
      <NumberTable
        caption={t("title")}
        columns={[
          { key: "standing", label: t("standing") },
          { key: "median", label: t("median") },
          { key: "p90", label: t("p90") },
          { key: "finished", label: t("finished") },
          { key: "open", label: t("open") },
        ]}
        rows={stays.map(({ standing, medianMinutes, p90Minutes, finished: done, open }) => ({
          key: standing,
          label: standings(standing),
          cells: [words(medianMinutes), words(p90Minutes), whole(done), whole(open)],
        }))}
      />
    </InsightSection>
  );
}

/** Whether DOKU keeps its 48 and 120 hours. */
export function ClocksSection({ report: { clocks }, csvHref }: Props) {
  const t = useTranslations("insight.clocks");
  const sections = useTranslations("sections.name");
  const { whole, percent } = useNumbers();
  const series: Series[] = [
    { key: "kept", label: t("kept"), colour: "var(--ok)" },
    { key: "late", label: t("late"), colour: "var(--bad)" },
    { key: "overdue", label: t("overdue"), colour: "var(--wait)" },
    { key: "running", label: t("running"), colour: "var(--edge)" },
  ];
  const bars = clocks.map(({ type, kept, late, overdue, running, keptShare }) => ({
    label: sections(sectionKey(type)),
    values: [kept, late, overdue, running],
    shown: percent(keptShare),
  }));
  return (
    <InsightSection
      title={t("title")}
      definition={t("definition")}
      csvHref={csvHref}
      chart={bars.length > 0 ? { layout: "rows", series, bars, isStacked: true } : null}
    >
      <NumberTable
        caption={t("title")}
        columns={[
          { key: "section", label: t("section") },
          { key: "share", label: t("share") },
          { key: "kept", label: t("kept") },
          { key: "late", label: t("late") },
          { key: "overdue", label: t("overdue") },
          { key: "running", label: t("running") },
        ]}
        rows={clocks.map(({ type, kept, late, overdue, running, keptShare }) => ({
          key: type,
          label: (
            <>
              {sections(sectionKey(type))}{" "}
              <span className="font-normal whitespace-nowrap text-soft">
                {t("hours", { hours: clockHours[type] ?? 0 })}
              </span>
            </>
          ),
          cells: [percent(keptShare), whole(kept), whole(late), whole(overdue), whole(running)],
        }))}
      />
    </InsightSection>
  );
}
