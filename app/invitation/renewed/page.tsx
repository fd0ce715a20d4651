import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MerchantPage } from "@/app/merchant-page";
import { PageHeader } from "@/components/ui/page-header";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitation"))("pageTitle") };
}

/** After asking for a new link: the same words whether one was sent or not. */
export default async function RenewedPage() {
  const t = await getTranslations("invitation");
  return (
    <MerchantPage help="invitation" width="form">
      <PageHeader title={t("renewedTitle")} lead={t("renewed")} />
      <p className="text-soft">{t("renewedHint")}</p>
    </MerchantPage>
  );
}
