import type { ReactNode } from "react";
import { classes } from "../ui/classes";

export type Column = { key: string; label: ReactNode };
/** `isPart`: a number that is already in the row above. */
export type NumberRow = { key: string; label: ReactNode; cells: readonly ReactNode[]; isPart?: boolean };

/** Numbers with a name before each row; on a phone it moves sideways by itself. */
export function NumberTable({
  caption,
  columns,
  rows,
}: {
  caption: string;
  /** The first one names the rows. */
  columns: readonly Column[];
  rows: readonly NumberRow[];
}) {
  const [first, ...numbers] = columns;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="-mx-1 overflow-x-auto px-1">
      <table className="w-full border-collapse text-[0.9375rem] tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-[0.8125rem] text-soft">
            <th scope="col" className="py-2 pr-3 text-left font-medium">
              {first?.label}
            </th>
            {numbers.map(({ key, label }) => (
              <th key={key} scope="col" className="py-2 pl-3 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, cells, isPart = false }) => (
            <tr key={key} className="border-b border-line last:border-b-0">
              <th
                scope="row"
                className={classes("py-2 text-left", isPart ? "pr-3 pl-4 font-normal text-soft" : "pr-3 font-medium")}
              >
                {label}
              </th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]?.key} className="py-2 pl-3 text-right whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
