import { classes } from "../ui/classes";
import type { Tone } from "../ui/tone";

const paint: Record<Tone, string> = {
  ok: "stroke-ok",
  todo: "stroke-accent",
  wait: "stroke-wait",
  bad: "stroke-bad",
  idle: "stroke-edge",
};

/** In pixels: a dot is a short line with round ends. */
const dot = { width: 14, height: 6, gap: 4 };
const step = dot.width + dot.gap;
const radius = dot.height / 2;
const line = (index: number) => `M${index * step + radius} ${radius}h${dot.width - dot.height}`;

/** `dots`: the tones of the sections that apply, in their order. `sections` says the same in words, for the pointer. */
export type DotMarks = { approved: string; dots: readonly Tone[]; sections: string };

/** One dot a section that applies, and how many are approved in words. All dots of a tone are one path: a list has hundreds. */
export function SectionDots({ approved, dots, sections }: DotMarks) {
  const width = dots.length * step - dot.gap;
  return (
    <>
      <span className="text-sm text-soft tabular-nums">{approved}</span>
      <span title={sections} className="mt-1.5 block w-fit">
        <svg aria-hidden="true" width={width} height={dot.height} className="block">
          {[...new Set(dots)].map((tone) => (
            <path
              key={tone}
              d={dots.map((one, index) => (one === tone ? line(index) : "")).join("")}
              className={classes("stroke-6 [stroke-linecap:round]", paint[tone])}
            />
          ))}
        </svg>
      </span>
    </>
  );
}
