import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FoldedGate } from "@/app/account/folded-gate";
import { readGate } from "@/app/account/gate";
import { issueTexts } from "@/app/issue-texts";
import { AuditFilter } from "@/components/desk/audit-filter";
import { AuditList } from "@/components/desk/audit-list";
import { AuditSeal } from "@/components/desk/audit-seal";
import { FilterNotes } from "@/components/desk/filter-notes";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/domain/permissions";
import type { Query } from "@/lib/domain/record-filter";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { askStaffCode, giveStaffCode } from "../account/confirm-actions";
import { filterAudit } from "./actions";
import { loadAudit } from "./load-audit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

type Props = { searchParams: Promise<Query> };

export default async function AuditPage({ searchParams }: Props) {
  const session = await requireStaff("audit.see");
  const mayExport = mayDo(session.staffRole, "audit.export");
  const [page, gate, t, records, { errors }] = await Promise.all([
    loadAudit(await searchParams),
    readGate(session),
    getTranslations("audit"),
    getTranslations("records"),
    issueTexts(),
  ]);
  const { parts, entries } = page;
  return (
    <PageBody width="wide">
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          mayExport && gate.until ? (
            <form action={paths.deskAuditExport} method="post">
              {Object.entries(parts).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value ?? ""} />
              ))}
              <Button type="submit" variant="secondary" size="sm">
                {t("export")}
              </Button>
            </form>
          ) : null
        }
      />
      {mayExport ? (
        <div className="mb-5">
          <FoldedGate gate={gate} why="export" title={t("export")} ask={askStaffCode} give={giveStaffCode} />
        </div>
      ) : null}
      <AuditSeal last={page.last} open={page.open} isMore={page.isMoreOpen} now={page.now} />
      <AuditFilter
        action={filterAudit}
        parts={parts}
        merchantName={page.merchantName}
        actors={page.actors}
        actions={page.actions}
        errors={errors}
      />
      <FilterNotes unread={page.unread.map((part) => records(`part.${part}`))} choices={page.choices} />
      {entries.length > 0 ? (
        <AuditList entries={entries} />
      ) : (
        <EmptyState title={t("none")}>{t(page.isFiltered ? "noneFound" : "noneYet")}</EmptyState>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        {page.isFiltered ? (
          <ButtonLink href={paths.deskAudit} variant="quiet" size="sm">
            {records("clear")}
          </ButtonLink>
        ) : null}
        {page.firstHref ? (
          <ButtonLink href={page.firstHref} variant="secondary" size="sm">
            {records("firstPage")}
          </ButtonLink>
        ) : null}
        {page.nextHref ? (
          <ButtonLink href={page.nextHref} variant="secondary" size="sm">
            {records("nextPage")}
          </ButtonLink>
        ) : null}
      </div>
    </PageBody>
  );
}
