import { useTranslations } from "next-intl";
import { reasonTextKey } from "@/lib/domain/reasons";
import { Row, RowList } from "../ui/row-list";
import type { Tone } from "../ui/tone";
import type { HistoryFiles } from "./section-history";
import { SectionIcon } from "./section-icon";
import { stateKey, toneOf } from "./section-words";
import type { AtDoku } from "./status-model";
import type { ProductRow } from "./status-rows";
import { useDue } from "./use-due";
import { useMoments } from "./use-moments";
import { type RowContext, RowsHeading } from "./verdict-rows";

type Props = Omit<RowContext, keyof HistoryFiles>;

function ProductItem({ row, ...props }: Props & { row: ProductRow }) {
  const t = useTranslations("sections");
  const since = useTranslations("status.row");
  const reasons = useTranslations("reasons");
  const { short } = useMoments();
  const due = useDue(props)(row, "product");
  const { entity } = row;
  const said = entity.reasons.map(({ code, type, subject, note }) => {
    const title = reasons(`${reasonTextKey(code, type)}.title`, { subject });
    return `${title}. ${t("quoted", { text: note.message })}`;
  });
  const active = entity.state === "approved" ? since("since", { when: short(entity.changedAt) }) : null;
  return (
    <Row
      picture={<SectionIcon name="BRAND_PRODUCT" />}
      tone={toneOf("BRAND_PRODUCT", entity.state)}
      title={entity.name ?? entity.entityId}
      state={t(`state.${stateKey("BRAND_PRODUCT", entity.state)}`)}
      note={said.join(" ") || due || active || undefined}
    />
  );
}

const toneOfMoney: Record<AtDoku["settlement"], Tone> = { held: "wait", open: "ok", stopped: "bad" };

/** Whether the merchant's money is paid out: said here and nowhere else on the page. */
function MoneyItem({ model: { settlement, overall } }: { model: AtDoku }) {
  const t = useTranslations("status.money");
  const why =
    settlement === "held" && overall === "approved"
      ? "unopened"
      : settlement === "stopped" && overall === "not_opened"
        ? "notOpened"
        : settlement;
  return (
    <Row
      picture={<SectionIcon name="BUSINESS_BANK" />}
      tone={toneOfMoney[settlement]}
      title={t("title")}
      state={t(`state.${settlement}`)}
      note={t(`why.${why}`)}
    />
  );
}

/** Whether payments can be taken and money is paid out: the brand's own status, settlement, one line a payment method. */
export function PaymentRows({ model, ...props }: Props & { model: AtDoku }) {
  const t = useTranslations("status");
  const sections = useTranslations("sections");
  const { operational, products } = model;
  const isSaidAbove = operational?.state === "approved" || operational?.state === "suspended";
  return (
    <section aria-labelledby="payments" className="space-y-2.5">
      <RowsHeading id="payments">{t("payments")}</RowsHeading>
      <RowList>
        {operational ? (
          <Row
            id="section-OPERATIONAL_STATUS"
            picture={<SectionIcon name={operational.type} />}
            tone={toneOf(operational.type, operational.state)}
            title={sections("name.OPERATIONAL_STATUS")}
            state={sections(`state.${stateKey(operational.type, operational.state)}`)}
            note={isSaidAbove ? undefined : sections("about.OPERATIONAL_STATUS")}
          />
        ) : null}
        <MoneyItem model={model} />
        {products.map((row) => (
          <ProductItem key={row.entity.entityId} row={row} {...props} />
        ))}
      </RowList>
    </section>
  );
}
