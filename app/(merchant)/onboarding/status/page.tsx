import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { StatusView } from "@/components/kyb/status-view";
import { Ago } from "@/components/live/ago";
import { LiveLine } from "@/components/live/live-line";
import { PageBody } from "@/components/ui/page-body";
import { isEditable } from "@/lib/domain/applications";
import { paths } from "@/lib/paths";
import { requireMerchant } from "@/lib/session";
import { loadStatus } from "./load-status";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("status"))("title") };
}

export default async function StatusPage() {
  const { application } = await requireMerchant();
  if (isEditable(application.state)) redirect(paths.onboarding);
  const [{ model, subject }, t] = await Promise.all([loadStatus(application), getTranslations("status")]);
  const { confirmedAt } = application;
  return (
    <PageBody>
      <StatusView
        model={model}
        subject={subject}
        confirmed={
          confirmedAt
            ? t.rich("confirmed", { ago: () => <Ago at={confirmedAt} now={subject.now} /> })
            : t("notConfirmed")
        }
        live={<LiveLine url={paths.live(application.id)} revision={application.revision} />}
      />
    </PageBody>
  );
}
