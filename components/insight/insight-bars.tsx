"use client";

import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { Bars } from "./insight-chart";

const text = { fill: "var(--soft)", fontSize: 12 };
/** Room for the words of a row; a phone has little more than twice of it. */
const wordsPx = 118;
const radius = 3;

/** The drawing itself. It stands apart from its frame so that its library is loaded on this page only. */
export function InsightBars({ layout, series, bars, isStacked }: Bars) {
  const data = bars.map(({ label, values, shown }) => ({ label, shown, ...values }));
  const isRows = layout === "rows";
  const last = series.length - 1;
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
              width={wordsPx}
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
            {isRows && index === (isStacked ? last : 0) ? (
              <LabelList dataKey="shown" position="right" fill="var(--ink)" fontSize={12} />
            ) : null}
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
