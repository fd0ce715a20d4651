import Link from "next/link";
import { useTranslations } from "next-intl";
import { tickName } from "@/lib/domain/many-merchants";
import type { Need } from "@/lib/domain/needs";
import type { ReasonCode } from "@/lib/domain/reasons";
import type { CallbackType, EntityState } from "@/lib/domain/sections";
import type { Standing } from "@/lib/domain/standing";
import { paths } from "@/lib/paths";
import { Initials } from "../ui/initials";
import { ClockBadge } from "./clock-badge";
import { KeptTick } from "./kept-fields";
import { manyForm } from "./many-bar";
import { SectionDots } from "./section-dots";
import { useWords } from "./use-words";
import { WhatHappened } from "./what-happened";

export type ListedMerchant = {
  id: string;
  businessName: string;
  brandName: string | null;
  legalEntity: string | null;
  line: string | null;
  dokuBusinessId: string | null;
  dueSoonAt: Date | null;
  dueAt: Date | null;
  updatedAt: Date;
  standing: Standing;
  needs: Need[];
  needsAt: Date | null;
  snoozedUntil: Date | null;
  refused: CallbackType[];
  reasons: ReasonCode[];
  caseVersion: number;
  entities: { type: CallbackType; state: EntityState }[];
};

const cell = "px-4 md:py-3 md:align-top";

function MerchantRow({
  merchant,
  assignee,
  canTick,
  from,
  now,
}: {
  merchant: ListedMerchant;
  assignee: string | null;
  canTick: boolean;
  from: string;
  now: Date;
}) {
  const t = useTranslations("queue");
  const words = useWords();
  const { id, legalEntity, line, brandName, businessName, caseVersion } = merchant;
  const kind = [
    brandName && brandName !== businessName ? brandName : null,
    legalEntity && (words("desk", "legalEntity", legalEntity) ?? legalEntity),
    line && (words("kind", "fields", "line", "options", line) ?? line),
  ];
  return (
    <tr className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-y-1.5 border-t border-line py-3.5 first:border-t-0 hover:bg-hover has-[:checked]:bg-accent-soft md:table-row md:py-0">
      {canTick ? (
        <td className="absolute top-1 right-1 z-1 md:relative md:top-auto md:right-auto md:w-11 md:pl-1.5 md:align-top">
          <KeptTick
            form={manyForm}
            name={tickName(id)}
            value={String(caseVersion)}
            label={t("tick", { name: businessName })}
          />
        </td>
      ) : null}
      <th scope="row" className={`${cell} col-span-2 pr-12 text-left font-normal md:pr-4 ${canTick ? "md:pl-0" : ""}`}>
        <Link
          href={from ? `${paths.deskMerchant(id)}?from=${encodeURIComponent(from)}` : paths.deskMerchant(id)}
          data-queue-row={id}
          className="font-semibold text-ink no-underline after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-accent"
        >
          {businessName}
        </Link>
        <span className="block text-[13px] text-soft">{kind.filter(Boolean).join(" · ")}</span>
      </th>
      <td className={`${cell} col-span-2`}>
        <WhatHappened merchant={merchant} now={now} />
      </td>
      <td className={`${cell} order-1 col-span-2 empty:hidden md:empty:table-cell`}>
        <SectionDots entities={merchant.entities} />
      </td>
      <td className={`${cell} self-center empty:hidden md:empty:table-cell`}>
        <ClockBadge clocks={merchant} now={now} />
      </td>
      <td className={`${cell} col-start-2 text-right empty:hidden md:empty:table-cell`}>
        {assignee ? <Initials name={assignee} /> : null}
      </td>
    </tr>
  );
}

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
  const heading = "px-4 py-2 text-left text-[13px] font-medium text-soft";
  return (
    <div className="overflow-hidden rounded-card border border-line bg-card">
      <table className="block w-full border-collapse text-[15px] md:table">
        <caption className="sr-only">{t("caption", { order })}</caption>
        <thead className="sr-only md:not-sr-only md:table-header-group">
          <tr className="md:border-b md:border-line">
            {canTick ? (
              <th scope="col" className={heading}>
                <span className="sr-only">{t("tick")}</span>
              </th>
            ) : null}
            <th scope="col" className={`${heading} ${canTick ? "md:pl-0" : ""}`}>
              {t("merchant")}
            </th>
            <th scope="col" className={heading}>
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
          {merchants.map((merchant) => (
            <MerchantRow
              key={merchant.id}
              merchant={merchant}
              assignee={merchant.assigneeId && (assignees.get(merchant.assigneeId) ?? null)}
              canTick={canTick}
              from={from}
              now={now}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
