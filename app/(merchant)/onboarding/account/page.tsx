import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EndedNotice } from "@/app/account/ended-notice";
import { OwnSignIns } from "@/app/account/own-sign-ins";
import { MerchantPage } from "@/app/merchant-page";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { requireMerchant } from "@/lib/session";
import { readOwnSessions } from "@/lib/sign-in/own-sessions";
import { endOtherSignIns, endSignIn } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage({ searchParams }: { searchParams: Promise<{ ended?: string }> }) {
  const { userId, sessionId } = await requireMerchant();
  const [t, own, { ended }] = await Promise.all([
    getTranslations("account"),
    readOwnSessions(userId, sessionId),
    searchParams,
  ]);
  return (
    <MerchantPage help="account">
      <PageHeader title={t("title")} back={{ href: paths.onboarding, label: t("back") }} />
      <EndedNotice ended={ended} />
      <OwnSignIns who="merchant" {...own} end={endSignIn} endOthers={endOtherSignIns} />
    </MerchantPage>
  );
}
