import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MerchantPage } from "@/app/merchant-page";
import { ConfirmedLine } from "@/components/kyb/confirmed-line";
import { StatusView } from "@/components/kyb/status-view";
import { LiveLine } from "@/components/live/live-line";
import { Notice } from "@/components/ui/notice";
import { isEditable } from "@/lib/domain/applications";
import { paths } from "@/lib/paths";
import { requireMerchant } from "@/lib/session";
import { PrintHead } from "../print-head";
import { askDokuNow } from "./actions";
import { LiteStatus } from "./lite-status";
import { loadStatus } from "./load-status";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("status"))("title") };
}

export default async function StatusPage() {
  const { application } = await requireMerchant();
  if (isEditable(application.state)) redirect(paths.onboarding);
  const { model, subject } = await loadStatus(application);
  const { confirmedAt, readFailures } = application;
  const known = `${confirmedAt?.getTime() ?? 0} ${readFailures}`;
  const confirmed = (
    <ConfirmedLine
      confirmedAt={confirmedAt}
      readFailures={readFailures}
      now={subject.now}
      known={known}
      ask={askDokuNow.bind(null, { known })}
    />
  );
  const live = <LiveLine url={paths.live(application.id)} revision={application.revision} />;
  const isLite = application.way === "lite";
  if (isLite && !application.overall) {
    const { name } = subject.partner;
    return (
      <MerchantPage help="status">
        <LiteStatus application={application} partnerName={name} confirmed={confirmed} live={live} />
      </MerchantPage>
    );
  }
  return (
    <MerchantPage help="status">
      <PrintHead businessName={subject.businessName} />
      {isLite ? (
        <Notice className="mb-6" title={(await getTranslations("status.byDoku"))("atDoku")}>
          {(await getTranslations("status.byDoku"))("atDokuWhat")}
        </Notice>
      ) : null}
      <StatusView model={model} subject={subject} confirmed={confirmed} live={live} />
    </MerchantPage>
  );
}
