import { useTranslations } from "next-intl";
import { titleOf } from "@/lib/domain/invitation-columns";
import type { CheckedRow } from "@/lib/domain/invitation-rows";
import { issueText } from "../forms/issue-text";

/** More than these are read in the file to mend. */
const shownRows = 100;

/** The rows of a file that cannot be invited: line, column, what stands there, and why not. */
export function RowFaults({ rows, errors }: { rows: readonly CheckedRow[]; errors: Record<string, string> }) {
  const t = useTranslations("invitations.import");
  const faults = rows
    .slice(0, shownRows)
    .flatMap(({ line, cells, faults }) =>
      faults.map((fault) => ({ line, cells, fault, key: `${line} ${fault.path} ${fault.key}` })),
    );
  const cell = "px-4 py-2 align-top";
  return (
    <div className="space-y-2">
      <div className="overflow-x-auto rounded-card border border-line bg-card">
        <table className="w-full border-collapse text-[15px]">
          <caption className="sr-only">{t("faults.caption")}</caption>
          <thead>
            <tr className="border-b border-line text-left text-[13px] text-soft">
              {(["line", "column", "value", "why"] as const).map((key) => (
                <th key={key} scope="col" className={`${cell} font-medium`}>
                  {t(`faults.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {faults.map(({ line, cells, fault, key }) => (
              <tr key={key} className="border-t border-line first:border-t-0">
                <th scope="row" className={`${cell} text-left font-semibold tabular-nums`}>
                  {line}
                </th>
                <td className={cell}>{fault.path ? titleOf(fault.path) : t("faults.wholeRow")}</td>
                <td className={`${cell} max-w-52 break-words text-soft`}>
                  {(fault.path && cells[fault.path]) || t("faults.nothing")}
                </td>
                <td className={`${cell} min-w-52`}>{issueText(errors, fault)}</td>
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
