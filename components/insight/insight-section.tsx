import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Card } from "../ui/card";
import type { Bars } from "./insight-chart";
import { InsightChart } from "./insight-chart";

/** What the colours of a chart mean, in words. */
function Legend({ series }: Pick<Bars, "series">) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem] text-soft">
      {series.map(({ key, label, colour }) => (
        <li key={key} className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="size-3 rounded-[3px]" style={{ background: colour }} />
          {label}
        </li>
      ))}
    </ul>
  );
}

/** A file of the numbers; a plain link, for nothing may fetch it before somebody asks. */
export function CsvLink({ href, of }: { href: string; of: string }) {
  const t = useTranslations("insight");
  return (
    <a
      href={href}
      download
      data-print="hide"
      className="inline-flex min-h-11 shrink-0 items-center gap-1.5 rounded-control px-2 text-[0.9375rem] sm:min-h-9"
    >
      <Download aria-hidden="true" size={16} />
      {"CSV"}
      <span className="sr-only">{t("csvOf", { table: of })}</span>
    </a>
  );
}

/** One question with its answer: what is counted, the numbers, and the same as a picture. */
export function InsightSection({
  title,
  definition,
  csvHref,
  chart,
  isWide = false,
  children,
}: {
  title: string;
  definition: ReactNode;
  csvHref: string | null;
  chart: Bars | null;
  /** The chart under the table instead of beside it. */
  isWide?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("insight");
  const id = useId();
  return (
    <Card as="section" aria-labelledby={id}>
      <div className="flex items-start justify-between gap-3">
        <h2 id={id} className="text-lg font-bold">
          {title}
        </h2>
        {csvHref ? <CsvLink href={csvHref} of={title} /> : null}
      </div>
      <p className="mt-1 max-w-[80ch] text-[0.9375rem] text-soft">{definition}</p>
      <div className={isWide ? "mt-3 space-y-4" : "mt-3 grid items-start gap-x-8 gap-y-4 lg:grid-cols-2"}>
        <div className="min-w-0">{children}</div>
        {chart ? (
          <div className="min-w-0">
            <InsightChart label={t("chartOf", { table: title })} {...chart} />
            {chart.series.length > 1 ? <Legend series={chart.series} /> : null}
          </div>
        ) : null}
      </div>
    </Card>
  );
}
