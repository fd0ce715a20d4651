import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LiveLine } from "@/components/live/live-line";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import type { OwnApplication } from "@/db/queries/applications";
import { paths } from "@/lib/paths";

/** What stands in place of a correction when nothing is open: it is on its way, approved, or was never refused. */
export async function NothingOpen({
  title,
  application: { id, revision },
  children,
}: {
  title: string;
  /** What is still to be answered about it. */
  children?: ReactNode;
  application: Pick<OwnApplication, "id" | "revision">;
}) {
  const t = await getTranslations("desk.correct");
  return (
    <PageBody width="form">
      <PageHeader title={title} back={{ href: paths.deskMerchant(id), label: t("back") }} />
      <div className="space-y-5">
        {children}
        <Notice title={t("nothingOpen")}>{t("nothingOpenText")}</Notice>
        <LiveLine url={paths.live(id)} revision={revision} />
      </div>
    </PageBody>
  );
}
