import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { FoldedGate } from "@/app/account/folded-gate";
import { readGate } from "@/app/account/gate";
import { LeftSection, ReasonsSection } from "@/components/insight/cause-sections";
import { FunnelSection, KindsSection, WeeksSection } from "@/components/insight/funnel-sections";
import { CsvLink } from "@/components/insight/insight-section";
import { RangeForm } from "@/components/insight/range-form";
import { ClocksSection, StaysSection } from "@/components/insight/time-sections";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import type { InsightTable } from "@/lib/domain/insight-tables";
import { mayDo } from "@/lib/domain/permissions";
import { requireStaff } from "@/lib/session";
import { askStaffCode, giveStaffCode } from "../account/confirm-actions";
import { exportHref, loadInsight } from "./load-insight";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("insight"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function InsightPage({ searchParams }: Props) {
  const session = await requireStaff();
  const [page, gate, t, format] = await Promise.all([
    searchParams.then((params) => loadInsight(params)),
    readGate(session),
    getTranslations("insight"),
    getFormatter(),
  ]);
  const { range, faults, report, asOf, uncounted } = page;
  const mayExport = mayDo(session.staffRole, "insight.export");
  const canExport = mayExport && gate.until !== null;
  const of = (table: InsightTable) => ({ report, csvHref: canExport ? exportHref(table, range) : null });
  const day = (date: string) => format.dateTime(new Date(date), { dateStyle: "long", timeZone: "UTC" });
  return (
    <PageBody width="wide">
      <PageHeader
        title={t("title")}
        lead={t("lead", { from: day(range.from), to: day(page.lastDay) })}
        actions={canExport ? <CsvLink href={exportHref("merchants", range)} of={t("everyMerchant")} /> : undefined}
      />
      {mayExport ? (
        <div className="mb-4">
          <FoldedGate gate={gate} why="export" title={t("export")} ask={askStaffCode} give={giveStaffCode} />
        </div>
      ) : null}
      {faults.length > 0 ? (
        <Notice tone="warn" live="polite" className="mb-4" title={t("fault.title")}>
          {faults.map((fault) => t(`fault.${fault}`)).join(" ")}
        </Notice>
      ) : null}
      <RangeForm range={range} lastDay={page.lastDay} shortcuts={page.shortcuts} />
      {uncounted > 0 ? (
        <Notice tone="warn" live="polite" className="mb-4">
          {t("uncounted", { count: uncounted })}
        </Notice>
      ) : null}
      {asOf ? (
        <p className="mb-4 text-[0.9375rem] text-soft">
          {t("asOf", { when: format.dateTime(asOf, { dateStyle: "long", timeStyle: "short" }) })}
        </p>
      ) : null}
      {report.steps.invited > 0 ? (
        <div className="space-y-5">
          <FunnelSection {...of("funnel")} />
          <WeeksSection {...of("weeks")} />
          {range.kind === null ? <KindsSection {...of("kinds")} /> : null}
          <StaysSection {...of("stays")} />
          <ReasonsSection {...of("reasons")} />
          <ClocksSection {...of("clocks")} />
          <LeftSection {...of("left")} />
        </div>
      ) : (
        <EmptyState title={t("empty")}>{t("emptyHint")}</EmptyState>
      )}
    </PageBody>
  );
}
