import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { ConfirmGate, readGate } from "@/app/account/gate";
import { SeenTable } from "@/components/desk/seen-table";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/domain/permissions";
import { filterHref } from "@/lib/domain/record-filter";
import { anySeen } from "@/lib/domain/seeing";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { askStaffCode, giveStaffCode } from "../../../account/confirm-actions";
import { DevicesPart } from "./devices-part";
import { HoldPart } from "./hold-part";
import { loadPrivacy, type Privacy } from "./load-privacy";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("privacy.desk"))("title") };
}

type Props = { params: Promise<{ applicationId: string }> };

/** How long it is kept, in words. */
async function KeptPart({ due, hold }: Pick<Privacy, "due" | "hold">) {
  const [t, format] = await Promise.all([getTranslations("privacy.desk"), getFormatter()]);
  const day = (at: Date) => format.dateTime(at, { dateStyle: "long" });
  const all = due.erasedAt
    ? t(`kept.${due.kind === "refused" ? "refused" : "draft"}`, { days: due.keptDays ?? 0, when: day(due.erasedAt) })
    : t(due.kind === "active" ? "kept.active" : "kept.ever");
  const files =
    due.fileDays === null
      ? t("kept.filesForEver")
      : due.filesAt
        ? t("kept.filesOn", { days: due.fileDays, when: day(due.filesAt) })
        : t(due.filesHere > 0 ? "kept.filesLater" : "kept.filesNone", { days: due.fileDays });
  return (
    <Card as="section" aria-labelledby="kept" className="space-y-3">
      <h2 id="kept" className="text-lg font-bold tracking-tight">
        {t("kept.title")}
      </h2>
      {hold ? <p className="font-semibold">{t("kept.onHold")}</p> : null}
      <p>{all}</p>
      <p>{files}</p>
    </Card>
  );
}

export default async function PrivacyPage({ params }: Props) {
  const session = await requireStaff("privacy.hold");
  const { staffRole } = session;
  const { applicationId } = await params;
  const [privacy, gate, t] = await Promise.all([
    loadPrivacy(applicationId),
    readGate(session),
    getTranslations("privacy.desk"),
  ]);
  if (!privacy) notFound();
  const { application, hold, seen, due } = privacy;
  const trail = { merchant: applicationId, action: anySeen };
  return (
    <PageBody width="text">
      <PageHeader
        title={t("title")}
        lead={t("lead", { business: application.businessName })}
        back={{ href: paths.deskMerchant(applicationId), label: t("back") }}
      />
      <div className="space-y-6">
        <KeptPart due={due} hold={hold} />
        <HoldPart applicationId={applicationId} hold={hold} />
        <Card as="section" aria-labelledby="seen" className="space-y-4">
          <div>
            <h2 id="seen" className="text-lg font-bold tracking-tight">
              {t("seen.title")}
            </h2>
            <p className="text-[0.9375rem] text-soft">{t("seen.lead")}</p>
          </div>
          <SeenTable seen={seen} />
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={filterHref(paths.deskAudit, trail)} variant="secondary" size="sm">
              {t("seen.all")}
            </ButtonLink>
            {mayDo(staffRole, "audit.export") && gate.until ? (
              <form action={paths.deskAuditExport} method="post">
                {Object.entries(trail).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <Button type="submit" variant="secondary" size="sm">
                  {t("seen.csv")}
                </Button>
              </form>
            ) : null}
          </div>
        </Card>
        {mayDo(staffRole, "privacy.devices") ? <DevicesPart applicationId={applicationId} /> : null}
        {mayDo(staffRole, "privacy.export") ? (
          <Card as="section" aria-labelledby="export" className="space-y-3">
            <h2 id="export" className="text-lg font-bold tracking-tight">
              {t("export.title")}
            </h2>
            <p>{t("export.what")}</p>
            {gate.until ? (
              <form action={paths.deskPrivacyExport(applicationId)} method="post">
                <Button type="submit" variant="secondary" size="sm">
                  {t("export.submit")}
                </Button>
              </form>
            ) : null}
            <ConfirmGate gate={gate} why="ownData" ask={askStaffCode} give={giveStaffCode} />
          </Card>
        ) : null}
        {mayDo(staffRole, "privacy.erase") ? (
          <Card as="section" aria-labelledby="erase" className="space-y-3">
            <h2 id="erase" className="text-lg font-bold tracking-tight">
              {t("erase.title")}
            </h2>
            <p>{t("erase.lead")}</p>
            <ButtonLink href={paths.deskErase(applicationId)} variant="secondary" size="sm">
              {t("erase.open")}
            </ButtonLink>
          </Card>
        ) : null}
      </div>
    </PageBody>
  );
}
