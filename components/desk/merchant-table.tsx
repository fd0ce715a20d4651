import { useLocale, useTranslations } from "next-intl";
import { MerchantRows } from "./merchant-rows";
import { type ListedMerchant, useMerchantRows } from "./use-merchant-rows";

/** Merchants as a table; on narrow screens each row becomes a card of the same cells. */
export function MerchantTable({
  merchants,
  assignees,
  order,
  canTick,
  from,
  now,
}: {
  merchants: readonly (ListedMerchant & { assigneeId: string | null })[];
  /** Names of the staff by id. */
  assignees: ReadonlyMap<string, string>;
  /** In words, for those who hear the table. */
  order: string;
  canTick: boolean;
  /** The query part of this list's address: the merchant's page goes on through it. */
  from: string;
  now: Date;
}) {
  const t = useTranslations("queue.column");
  const sections = useTranslations("sections");
  const locale = useLocale();
  const { rowOf, marks } = useMerchantRows({ assignees, canTick, now });
  const rows = merchants.map(rowOf);
  const heading = "px-4 py-2 text-left text-[0.8125rem] font-medium text-soft";
  return (
    <div className="overflow-hidden rounded-card border border-line bg-card">
      <table className="block w-full border-collapse text-[0.9375rem] md:table">
        <caption className="sr-only">{t("caption", { order })}</caption>
        <thead className="sr-only md:not-sr-only md:table-header-group">
          <tr className="md:border-b md:border-line">
            {canTick ? (
              <th scope="col" className={heading}>
                <span className="sr-only">{t("tick")}</span>
              </th>
            ) : null}
            <th scope="col" className={`${heading} md:w-1/4 ${canTick ? "md:pl-0" : ""}`}>
              {t("merchant")}
            </th>
            <th scope="col" className={`${heading} md:w-1/3`}>
              {t("happened")}
            </th>
            <th scope="col" className={heading}>
              {t("sections")}
            </th>
            <th scope="col" className={heading}>
              {t("clock")}
            </th>
            <th scope="col" className={heading}>
              <span className="sr-only">{t("assignee")}</span>
            </th>
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          <MerchantRows {...{ rows, marks, from, locale }} now={now.getTime()} justNow={sections("justNow")} />
        </tbody>
      </table>
    </div>
  );
}
