import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmGate, readGate } from "@/app/account/gate";
import { MerchantPage } from "@/app/merchant-page";
import { LiveLine } from "@/components/live/live-line";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { movesMoney } from "@/lib/domain/confirmation";
import { paths } from "@/lib/paths";
import { requireMerchant } from "@/lib/session";
import { askOwnCode, giveOwnCode } from "../account/confirm-actions";
import { changeRows } from "./change-rows";
import { otherGaps } from "./gaps";
import { requireCorrectable } from "./load-correction";
import { type OverviewRow, overviewOf } from "./overview-model";
import { SectionCard, UntouchedRows } from "./section-card";
import { SendFixesForm } from "./send-fixes-form";

export async function generateMetadata(): Promise<Metadata> {
  const { sections } = await requireCorrectable();
  const isChange = sections.every(({ cause }) => cause === "change");
  return { title: (await getTranslations("correct.overview"))(isChange ? "titleChange" : "title") };
}

const failures: Record<string, "failedNothing" | "failedChanged" | "failedConfirm"> = {
  nothing: "failedNothing",
  changed: "failedChanged",
  confirm: "failedConfirm",
};

export default async function CorrectPage({ searchParams }: { searchParams: Promise<{ failed?: string }> }) {
  const correctable = await requireCorrectable();
  const gate = await readGate(await requireMerchant());
  const { application, judged, checked, content, reasons, opened, doors } = correctable;
  const [t, correct, rowsOf, { failed }] = await Promise.all([
    getTranslations("correct.overview"),
    getTranslations("correct"),
    changeRows(correctable),
    searchParams,
  ]);
  const overview = overviewOf(judged, reasons, { checked, now: new Date() });
  const touched = overview.rows.filter(({ state }) => state !== "unchanged");
  const untouched = overview.rows.filter(({ state }) => state === "unchanged");
  const areAllFinal = overview.rows.every(({ state }) => state === "final");
  const has = (wanted: OverviewRow["state"]) => overview.rows.some(({ state }) => state === wanted);
  const nothing = has("incomplete") ? "incompleteText" : has("waiting") ? "waitingText" : "nothingText";
  const leadNothing = overview.isChange ? "leadNothingChange" : "leadNothing";
  const lead = areAllFinal ? "leadFinal" : overview.ready > 0 || has("waiting") ? "lead" : leadNothing;
  return (
    <MerchantPage help="correct">
      <PageHeader
        title={t(overview.isChange ? "titleChange" : "title")}
        lead={t(lead)}
        back={{ href: paths.status, label: correct("back") }}
      />
      <div className="space-y-5">
        {failed ? (
          <Notice tone="bad" live="assertive">
            {t(failures[failed] ?? "failed")}
          </Notice>
        ) : null}
        {touched.map(async (row) => (
          <SectionCard
            key={row.slug}
            row={row}
            sectionPath={doors.section}
            changes={rowsOf(row.section)}
            missing={(await otherGaps(row.section, { part: null, form: opened.form })).map(({ text }) => text)}
          />
        ))}
        {untouched.length > 0 ? (
          <UntouchedRows
            rows={untouched}
            sectionPath={doors.section}
            title={touched.length > 0 ? t("untouched") : null}
          />
        ) : null}
        {content && overview.ready > 0 ? (
          <>
            {movesMoney(checked) ? (
              <ConfirmGate gate={gate} why="bankSend" ask={askOwnCode} give={giveOwnCode} />
            ) : null}
            <SendFixesForm overview={overview} content={content} />
          </>
        ) : areAllFinal ? null : (
          <Notice title={t("nothingTitle")}>{t(nothing)}</Notice>
        )}
        <LiveLine url={paths.live(application.id)} revision={application.revision} />
      </div>
    </MerchantPage>
  );
}
