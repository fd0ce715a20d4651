import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ConfirmGate, readGate } from "@/app/account/gate";
import { issueTexts } from "@/app/issue-texts";
import { MerchantPage } from "@/app/merchant-page";
import { sectionKey } from "@/components/kyb/section-words";
import { AskChangeForm } from "@/components/onboarding/ask-change-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { movesMoney } from "@/lib/domain/confirmation";
import { paths } from "@/lib/paths";
import { requireMerchant } from "@/lib/session";
import { askOwnCode, giveOwnCode } from "../../account/confirm-actions";
import { partner } from "../../partner";
import { ask } from "./actions";
import { changeableIn, loadChange } from "./load-change";
import { DeclinedCard, RequestCard } from "./request-card";

type Props = { params: Promise<{ section: string }> };

async function titleOf(name: string): Promise<string> {
  const [t, sections] = await Promise.all([getTranslations("change"), getTranslations("sections.name")]);
  return t("title", { section: sections(sectionKey(changeableIn(name).type)) });
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await titleOf((await params).section) };
}

/** Said before anybody asks: who decides, what DOKU does, and what it means for the money. */
async function Consequences() {
  const t = await getTranslations("change");
  return (
    <Card as="section" aria-labelledby="what-heading" className="space-y-3">
      <h2 id="what-heading" className="text-lg font-bold">
        {t("whatTitle")}
      </h2>
      <ol className="list-decimal space-y-1.5 pl-5">
        <li>{t("what1", { partner: (await partner()).name })}</li>
        <li>{t("what2")}</li>
        <li>{t("what3")}</li>
        <li>{t.rich("what4", { b: (words: ReactNode) => <strong className="font-semibold">{words}</strong> })}</li>
      </ol>
      <p className="text-soft">{t("untilThen")}</p>
    </Card>
  );
}

export default async function AskChangePage({ params }: Props) {
  const { section } = await params;
  const { slug, type, current, declined } = await loadChange(section);
  const [t, { errors }, gate] = await Promise.all([
    getTranslations("change"),
    issueTexts(),
    readGate(await requireMerchant()),
  ]);
  return (
    <MerchantPage help="change" width="form">
      <PageHeader
        title={await titleOf(section)}
        lead={current ? undefined : t("lead", { partner: (await partner()).name })}
        back={{ href: paths.status, label: t("back") }}
      />
      <div className="space-y-6">
        {current ? <RequestCard change={current} slug={slug} /> : null}
        {declined && !current ? <DeclinedCard change={declined} /> : null}
        <Consequences />
        {current || !movesMoney([type]) ? null : (
          <ConfirmGate gate={gate} why="bankChange" ask={askOwnCode} give={giveOwnCode} />
        )}
        {current ? null : (
          <AskChangeForm
            action={ask}
            type={type}
            texts={{
              reason: t("reason"),
              hint: t(`reasonHint.${type}`),
              submit: t("submit"),
              sending: t("sending"),
              summaryTitle: t("summaryTitle"),
            }}
            errors={errors}
          />
        )}
      </div>
    </MerchantPage>
  );
}
