import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConfirmedLine } from "@/components/kyb/confirmed-line";
import { StatusView } from "@/components/kyb/status-view";
import { LiveLine } from "@/components/live/live-line";
import { PageBody } from "@/components/ui/page-body";
import { isEditable } from "@/lib/domain/applications";
import { paths } from "@/lib/paths";
import { requireMerchant } from "@/lib/session";
import { askDokuNow } from "./actions";
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
  return (
    <PageBody>
      <StatusView
        model={model}
        subject={subject}
        confirmed={
          <ConfirmedLine
            confirmedAt={confirmedAt}
            readFailures={readFailures}
            now={subject.now}
            known={known}
            ask={askDokuNow.bind(null, { known })}
          />
        }
        live={<LiveLine url={paths.live(application.id)} revision={application.revision} />}
      />
    </PageBody>
  );
}
