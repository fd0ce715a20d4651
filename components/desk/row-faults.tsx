import { useLocale, useTranslations } from "next-intl";
import { columnTitles, type InvitationColumn } from "@/lib/domain/invitation-columns";
import type { CheckedRow } from "@/lib/domain/invitation-rows";
import { issueText } from "../forms/issue-text";

/** More than these are read in the file to mend. */
const shownRows = 100;

/** The rows of a file that cannot be invited: line, column, what stands there, and why not. */
export function RowFaults({ rows, errors }: { rows: readonly CheckedRow[]; errors: Record<string, string> }) {
  const t = useTranslations("invitations.import");
  const locale = useLocale();
  const faults = rows
    .slice(0, shownRows)
    .flatMap(({ line, cells, faults }) =>
      faults.map((fault) => ({ line, cells, fault, key: `${line} ${fault.path} ${fault.key}` })),
    );
  // On phones a row is a card: why it cannot be invited must not be off to the right.
  const cell = "px-4 md:py-2 md:align-top";
  const nameOf = (column: InvitationColumn) => columnTitles[column][locale === "en" ? "en" : "id"];
  return (
    <div className="space-y-2">
      <div className="overflow-hidden rounded-card border border-line bg-card">
        <table className="block w-full border-collapse text-[0.9375rem] md:table">
          <caption className="sr-only">{t("faults.caption")}</caption>
          <thead className="sr-only md:not-sr-only md:table-header-group">
            <tr className="text-left text-[0.8125rem] text-soft md:border-b md:border-line">
              {(["line", "column", "value", "why"] as const).map((key) => (
                <th key={key} scope="col" className={`${cell} font-medium`}>
                  {t(`faults.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="block md:table-row-group">
            {faults.map(({ line, cells, fault, key }) => (
              <tr
                key={key}
                className="grid grid-cols-[auto_minmax(0,1fr)] border-t border-line py-3 first:border-t-0 md:table-row md:py-0"
              >
                <th scope="row" className={`${cell} pr-0 text-left font-semibold tabular-nums md:pr-4`}>
                  <span className="md:sr-only">{t("faults.line")} </span>
                  {line}
                </th>
                <td className={`${cell} font-semibold md:font-normal`}>
                  {fault.path ? nameOf(fault.path) : t("faults.wholeRow")}
                </td>
                <td className={`${cell} col-span-2 break-words text-soft md:max-w-64`}>
                  {(fault.path && cells[fault.path]) || t("faults.nothing")}
                </td>
                <td className={`${cell} col-span-2`}>{issueText(errors, fault)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shownRows ? (
        <p className="text-sm text-soft">{t("faults.more", { count: rows.length - shownRows })}</p>
      ) : null}
    </div>
  );
}
