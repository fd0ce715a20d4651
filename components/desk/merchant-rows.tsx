"use client";

import { tickName } from "@/lib/domain/ticks";
import { paths } from "@/lib/paths";
import { RelativeTime } from "../live/relative-time";
import { Badge } from "../ui/badge";
import { Initials } from "../ui/initials";
import { Link } from "../ui/link";
import type { Tone } from "../ui/tone";
import { ClockMark, type ClockWords } from "./clock-mark";
import { KeptTick } from "./kept-fields";
import { manyForm } from "./many-bar";
import { type DotMarks, SectionDots } from "./section-dots";

/** One merchant of a list, in words. Moments in milliseconds. */
export type MerchantRow = {
  id: string;
  name: string;
  /** Brand, legal form and line. */
  kind: string;
  /** Why it needs somebody, a line for each need. */
  why: readonly string[];
  /** Where it stands, for one that needs nobody. */
  standing: { text: string; tone: Tone } | null;
  /** What comes before and after `at`, told as how long ago it was. */
  around: readonly [string, string];
  at: number;
  atInFull: string;
  /** Which of the list's `marks` its sections look like. */
  marks: number | null;
  clock: ClockWords | null;
  assignee: string | null;
  /** Its box, for those who may tick it: the label, and what it posts. */
  tick: { label: string; value: string } | null;
};

const cell = "px-4 md:py-3 md:align-top";

function Row({
  row,
  from,
  marks,
  ...time
}: {
  row: MerchantRow;
  from: string;
  marks: DotMarks | undefined;
  now: number;
  locale: string;
  justNow: string;
}) {
  const { id, tick, standing, around, clock, assignee } = row;
  return (
    <tr className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-y-1.5 border-t border-line py-3.5 first:border-t-0 hover:bg-hover has-[:checked]:bg-accent-soft md:table-row md:py-0">
      {tick ? (
        <td className="absolute top-1 right-1 z-1 md:relative md:top-auto md:right-auto md:w-11 md:pl-1.5 md:align-top">
          <KeptTick form={manyForm} name={tickName(id)} value={tick.value} label={tick.label} />
        </td>
      ) : null}
      <th scope="row" className={`${cell} col-span-2 pr-12 text-left font-normal md:pr-4 ${tick ? "md:pl-0" : ""}`}>
        {/* A page fetched ahead for every row, when one is opened, would cost the portal more than the list itself. */}
        <Link
          href={from ? `${paths.deskMerchant(id)}?from=${encodeURIComponent(from)}` : paths.deskMerchant(id)}
          data-queue-row={id}
          className="font-semibold text-ink no-underline after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-accent"
        >
          {row.name}
        </Link>
        <span className="block text-[0.8125rem] text-soft">{row.kind}</span>
      </th>
      <td className={`${cell} col-span-2 min-w-0`}>
        {row.why.map((line) => (
          <span key={line} className="block break-words">
            {line}
          </span>
        ))}
        {standing ? <Badge tone={standing.tone}>{standing.text}</Badge> : null}
        <span className="mt-0.5 block text-[0.8125rem] text-soft">
          {around[0]}
          <RelativeTime at={row.at} title={row.atInFull} {...time} />
          {around[1]}
        </span>
      </td>
      <td className={`${cell} order-1 col-start-1 empty:hidden md:empty:table-cell`}>
        {marks ? <SectionDots {...marks} /> : null}
      </td>
      <td className={`${cell} col-span-2 empty:hidden md:empty:table-cell`}>
        {clock ? <ClockMark {...clock} /> : null}
      </td>
      <td className={`${cell} order-2 col-start-2 self-end text-right empty:hidden md:empty:table-cell`}>
        {assignee ? <Initials name={assignee} /> : null}
      </td>
    </tr>
  );
}

/**
 * The rows of a list. They are rendered from plain words and not on the server's side of React: as elements they
 * would be written into the page twice, which took longer than everything else on it (docs/decisions.md).
 */
export function MerchantRows({
  rows,
  marks,
  ...shared
}: {
  rows: readonly MerchantRow[];
  marks: readonly DotMarks[];
  /** The query part of this list's address: the merchant's page goes on through it. */
  from: string;
  now: number;
  locale: string;
  justNow: string;
}) {
  return rows.map((row) => (
    <Row key={row.id} row={row} marks={row.marks === null ? undefined : marks[row.marks]} {...shared} />
  ));
}
