import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EndedNotice } from "@/app/account/ended-notice";
import { readGate } from "@/app/account/gate";
import { OwnSignIns } from "@/app/account/own-sign-ins";
import { SecondFactorCard } from "@/app/account/second-factor-card";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/lib/session";
import { readOwnSessions } from "@/lib/sign-in/own-sessions";
import { readOwnFactor } from "@/lib/sign-in/second-factor";
import { dropOwnFactor, endOtherStaffSignIns, endStaffSignIn, offerOwnCodes, takeOwnCodes } from "./actions";
import { askStaffCode, giveStaffCode } from "./confirm-actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

type Props = { searchParams: Promise<{ ended?: string; factor?: string }> };

export default async function StaffAccountPage({ searchParams }: Props) {
  const session = await requireStaff("account.manage");
  const [t, own, gate, secondFactor, { ended, factor }] = await Promise.all([
    getTranslations("account"),
    readOwnSessions(session.userId, session.sessionId),
    readGate(session),
    readOwnFactor(session.userId),
    searchParams,
  ]);
  const deeds = {
    ask: askStaffCode,
    give: giveStaffCode,
    offer: offerOwnCodes,
    take: takeOwnCodes,
    drop: dropOwnFactor,
  };
  return (
    <PageBody width="text">
      <PageHeader title={t("title")} />
      <EndedNotice ended={ended} />
      {factor === "set-up" || factor === "codes" ? (
        <Notice tone="ok" live="polite" className="mb-6">
          {t(`factor.done.${factor === "codes" ? "codes" : "setUp"}`)}
        </Notice>
      ) : null}
      <div className="space-y-6">
        <OwnSignIns who="staff" {...own} end={endStaffSignIn} endOthers={endOtherStaffSignIns} />
        <SecondFactorCard factor={secondFactor} gate={gate} deeds={deeds} />
      </div>
    </PageBody>
  );
}
