import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmGate, readGate } from "@/app/account/gate";
import { MerchantPage } from "@/app/merchant-page";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { isEditable } from "@/lib/domain/applications";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";
import { requireMerchant } from "@/lib/session";
import { askOwnCode, giveOwnCode } from "../account/confirm-actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("privacy.own"))("title") };
}

/** What is kept about the merchant, for how long, and how it is looked at, corrected, taken away and deleted. */
export default async function OwnDataPage() {
  const merchant = await requireMerchant();
  const { application } = merchant;
  const [t, { name, fileDays, draftDays }, gate] = await Promise.all([
    getTranslations("privacy.own"),
    partner(),
    readGate(merchant),
  ]);
  const isDraft = isEditable(application.state);
  const kept = [
    fileDays === null ? t("kept.filesForEver") : t("kept.files", { days: fileDays }),
    ...(isDraft && draftDays !== null ? [t("kept.draft", { days: draftDays })] : []),
    t("kept.doku"),
  ];
  const parts = [
    { id: "what", lines: [t("what.text", { partner: name })] },
    { id: "kept", lines: kept },
    { id: "right", lines: [t(isDraft ? "right.draft" : "right.sent")] },
    { id: "gone", lines: [t("gone.text", { partner: name }), t("gone.doku")] },
  ] as const;
  return (
    <MerchantPage help="data">
      <PageHeader
        title={t("title")}
        lead={t("lead", { partner: name })}
        back={{ href: isDraft ? paths.onboarding : paths.status, label: t("back") }}
      />
      <div className="space-y-6">
        <Card as="section" aria-labelledby="download" className="space-y-3">
          <h2 id="download" className="text-lg font-bold">
            {t("download.title")}
          </h2>
          <p>{t("download.what")}</p>
          {gate.until ? (
            <form action={paths.ownDataExport} method="post">
              <Button type="submit" variant="secondary">
                {t("download.submit")}
              </Button>
            </form>
          ) : null}
          <p className="text-sm text-soft">{t("download.care")}</p>
          <ConfirmGate gate={gate} why="ownData" ask={askOwnCode} give={giveOwnCode} />
        </Card>
        {parts.map(({ id, lines }) => (
          <section key={id} aria-labelledby={id} className="space-y-2">
            <h2 id={id} className="text-lg font-bold">
              {t(`${id}.title`)}
            </h2>
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </section>
        ))}
      </div>
    </MerchantPage>
  );
}
