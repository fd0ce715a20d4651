"use client";

import { useSyncExternalStore } from "react";
import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { Bars } from "./insight-chart";

const atTheEnd = <LabelList dataKey="shown" position="right" fill="var(--ink)" fontSize={12} />;
const text = { fill: "var(--soft)", fontSize: 12 };
/** Room for the words of a row; on a phone it is a good part of the width. */
const wordsPx = { wide: 210, narrow: 124 };
const mostLetters = 44;
/** An end without a width would get no label. */
const endShare = 0.0005;
const radius = 3;

const wideScreen = "(min-width: 640px)";
function listenToWidth(changed: () => void): () => void {
  const query = window.matchMedia(wideScreen);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
const isWideNow = () => window.matchMedia(wideScreen).matches;

const shortened = (label: string) => (label.length > mostLetters ? `${label.slice(0, mostLetters - 1)}…` : label);

/** The drawing itself. It stands apart from its frame so that its library is loaded on this page only. */
export function InsightBars({ layout, series, bars, isStacked }: Bars) {
  const isWide = useSyncExternalStore(listenToWidth, isWideNow);
  const longest = Math.max(1, ...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  const data = bars.map(({ label, values, shown }) => {
    return { label: shortened(label), shown, end: longest * endShare, ...values };
  });
  const isRows = layout === "rows";
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 200 }}>
      <BarChart
        data={data}
        layout={isRows ? "vertical" : "horizontal"}
        accessibilityLayer={false}
        margin={isRows ? { top: 0, right: 76, bottom: 0, left: 0 } : { top: 8, right: 8, bottom: 0, left: 0 }}
        barCategoryGap={isRows ? "28%" : "18%"}
        barGap={1}
      >
        {isRows ? (
          <>
            <XAxis type="number" hide />
            <YAxis
              type="category"
              dataKey="label"
              width={isWide ? wordsPx.wide : wordsPx.narrow}
              tick={text}
              tickLine={false}
              axisLine={false}
              interval={0}
            />
          </>
        ) : (
          <>
            <XAxis dataKey="label" tick={text} tickLine={false} axisLine={{ stroke: "var(--line)" }} minTickGap={12} />
            <YAxis tick={text} tickLine={false} axisLine={false} allowDecimals={false} width={48} />
          </>
        )}
        {series.map(({ key, colour }, index) => (
          <Bar
            key={key}
            dataKey={String(index)}
            fill={colour}
            stackId={isStacked ? "all" : undefined}
            isAnimationActive={false}
            radius={isStacked ? 0 : radius}
          >
            {isRows && !isStacked && index === 0 ? atTheEnd : null}
          </Bar>
        ))}
        {isRows && isStacked ? (
          <Bar dataKey="end" stackId="all" fill="transparent" isAnimationActive={false}>
            {atTheEnd}
          </Bar>
        ) : null}
      </BarChart>
    </ResponsiveContainer>
  );
}
