import Link from "next/link";
import { useTranslations } from "next-intl";
import type { CallbackType, EntityState } from "@/lib/domain/sections";
import type { Standing } from "@/lib/domain/standing";
import { paths } from "@/lib/paths";
import { Ago } from "../live/ago";
import { Badge } from "../ui/badge";
import { ClockBadge } from "./clock-badge";
import { SectionDots } from "./section-dots";
import { toneOfStanding } from "./standing-words";
import { useWords } from "./use-words";

type Merchant = {
  id: string;
  businessName: string;
  brandName: string | null;
  legalEntity: string | null;
  line: string | null;
  dokuBusinessId: string | null;
  dueSoonAt: Date | null;
  dueAt: Date | null;
  asksChange: boolean;
  updatedAt: Date;
  standing: Standing;
  entities: { type: CallbackType; state: EntityState }[];
};

const cell = "px-5 md:px-4 md:py-3 md:align-top";

function MerchantRow({ merchant, now }: { merchant: Merchant; now: Date }) {
  const t = useTranslations("desk");
  const words = useWords();
  const { legalEntity, line, brandName, businessName } = merchant;
  const kind = [
    brandName && brandName !== businessName ? brandName : null,
    legalEntity && (words("desk", "legalEntity", legalEntity) ?? legalEntity),
    line && (words("kind", "fields", "line", "options", line) ?? line),
  ];
  return (
    <tr className="relative grid grid-cols-[minmax(min-content,1fr)_auto] gap-y-1.5 border-t border-line py-4 first:border-t-0 hover:bg-hover md:table-row md:py-0">
      <th scope="row" className={`${cell} col-span-2 text-left font-normal`}>
        <Link
          href={paths.deskMerchant(merchant.id)}
          className="font-semibold text-ink no-underline after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-accent"
        >
          {businessName}
        </Link>
        <span className="block text-sm text-soft">{kind.filter(Boolean).join(" · ")}</span>
      </th>
      <td className={`${cell} self-center`}>
        <Badge tone={toneOfStanding[merchant.standing]}>{t(`standing.${merchant.standing}`)}</Badge>
        {merchant.asksChange ? (
          <span className="mt-1 block text-[13px] font-semibold text-wait">{t("urgency.asks_change")}</span>
        ) : null}
      </td>
      <td className={`${cell} order-1 col-span-2 empty:hidden md:empty:table-cell`}>
        <ClockBadge clocks={merchant} now={now} />
      </td>
      <td className={`${cell} order-1 col-span-2 empty:hidden md:empty:table-cell`}>
        <SectionDots entities={merchant.entities} />
      </td>
      <td
        className={`${cell} order-1 col-span-2 font-mono text-[13px] break-all text-soft empty:hidden md:empty:table-cell xl:whitespace-nowrap`}
      >
        {merchant.dokuBusinessId}
      </td>
      <td className={`${cell} self-center pl-0 text-right text-sm text-soft md:pl-4 md:whitespace-nowrap`}>
        <Ago at={merchant.updatedAt} now={now} />
      </td>
    </tr>
  );
}

/** Merchants as a table; on narrow screens each row becomes a card of the same cells. */
export function MerchantTable({ merchants, now }: { merchants: readonly Merchant[]; now: Date }) {
  const t = useTranslations("desk.column");
  const heading = "px-4 py-2.5 text-left text-[13px] font-medium text-soft";
  return (
    <div className="overflow-hidden rounded-card border border-line bg-card">
      <table className="block w-full border-collapse md:table">
        <caption className="sr-only">{t("caption")}</caption>
        <thead className="sr-only md:not-sr-only md:table-header-group">
          <tr className="md:border-b md:border-line">
            <th scope="col" className={heading}>
              {t("merchant")}
            </th>
            <th scope="col" className={heading}>
              {t("standing")}
            </th>
            <th scope="col" className={heading}>
              {t("clock")}
            </th>
            <th scope="col" className={heading}>
              {t("sections")}
            </th>
            <th scope="col" className={heading}>
              {t("dokuId")}
            </th>
            <th scope="col" className={`${heading} text-right`}>
              {t("changed")}
            </th>
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          {merchants.map((merchant) => (
            <MerchantRow key={merchant.id} merchant={merchant} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
