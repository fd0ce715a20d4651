import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { CallbackType, EntityState } from "@/lib/domain/sections";
import { sectionKey, stateKey } from "../kyb/section-words";
import { useMoments } from "../kyb/use-moments";

type Drift = {
  id: string;
  type: CallbackType;
  entityId: string;
  ours: EntityState | null;
  dokus: EntityState | null;
  foundAt: Date;
  callbackAt: Date | null;
};

/** Beside its heading on wide screens, under the row's own label on phones. */
function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td className="flex justify-between gap-4 px-5 py-0.5 md:table-cell md:px-4 md:py-2.5 md:align-top">
      <span className="text-soft md:hidden" aria-hidden="true">
        {label}
      </span>
      <span className="text-right md:text-left">{children}</span>
    </td>
  );
}

/** Where a reading found DOKU in another state than we held, newest first, and whether a callback said so later. */
export function DriftTable({ drifts }: { drifts: readonly Drift[] }) {
  const t = useTranslations("desk.drift");
  const sections = useTranslations("sections");
  const { short } = useMoments();
  const heading = "px-4 py-2.5 text-left text-[0.8125rem] font-medium text-soft";
  const columns = ["section", "ours", "dokus", "found", "callback"] as const;
  return (
    <div className="overflow-hidden rounded-card border border-line bg-card text-[0.9375rem]">
      <table className="block w-full border-collapse md:table">
        <caption className="sr-only">{t("caption")}</caption>
        <thead className="sr-only md:not-sr-only md:table-header-group">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={heading}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          {drifts.map(({ id, type, entityId, ours, dokus, foundAt, callbackAt }) => (
            <tr key={id} className="block border-t border-line py-3 first:border-t-0 md:table-row md:first:border-t">
              <th scope="row" className="block px-5 pb-1 text-left font-normal md:table-cell md:px-4 md:py-2.5">
                <span className="font-semibold">{sections(`name.${sectionKey(type)}`)}</span>
                <span className="block font-mono text-[0.8125rem] break-all text-soft">{entityId}</span>
              </th>
              <Cell label={t("column.ours")}>{ours ? sections(`state.${stateKey(type, ours)}`) : t("unknown")}</Cell>
              <Cell label={t("column.dokus")}>{dokus ? sections(`state.${stateKey(type, dokus)}`) : t("gone")}</Cell>
              <Cell label={t("column.found")}>{short(foundAt)}</Cell>
              <Cell label={t("column.callback")}>{callbackAt ? short(callbackAt) : t("never")}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
