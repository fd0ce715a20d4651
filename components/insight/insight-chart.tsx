"use client";

import dynamic from "next/dynamic";

/** `colour`: one of our tokens, so that it follows the scheme. */
export type Series = { key: string; label: string; colour: string };
/** `values` in the order of the series; `shown` is written at the end of a row. */
export type BarOf = { label: string; values: readonly number[]; shown?: string | undefined };
export type Bars = {
  /** One bar under the other with words before it, or columns side by side. */
  layout: "rows" | "columns";
  series: readonly Series[];
  bars: readonly BarOf[];
  isStacked: boolean;
};

const Nothing = () => null;
/** The numbers stand in the table beside it, so a chart that cannot be loaded is left out. */
const Drawing = dynamic(
  () =>
    import("./insight-bars").then(
      ({ InsightBars }) => InsightBars,
      () => Nothing,
    ),
  {
    ssr: false,
  },
);

const rowPx = 44;
const columnsPx = 260;

/** A picture of a table's numbers, of a height that is known before it is drawn. It does not move. */
export function InsightChart({ label, ...bars }: Bars & { label: string }) {
  const height = bars.layout === "rows" ? Math.max(2, bars.bars.length) * rowPx : columnsPx;
  return (
    <div role="img" aria-label={label} style={{ height }} className="w-full overflow-hidden print:[&_svg]:max-w-full">
      <Drawing {...bars} />
    </div>
  );
}
