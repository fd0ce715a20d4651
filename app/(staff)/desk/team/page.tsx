import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FoldedGate } from "@/app/account/folded-gate";
import { readGate } from "@/app/account/gate";
import { issueTexts } from "@/app/issue-texts";
import { PermissionTable } from "@/components/desk/permission-table";
import { Card } from "@/components/ui/card";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { staffRoles } from "@/lib/domain/permissions";
import { partner } from "@/lib/partner";
import { requireStaff } from "@/lib/session";
import { askStaffCode, giveStaffCode } from "../account/confirm-actions";
import { AddMemberForm } from "./add-member-form";
import { loadTeam } from "./load-team";
import { MemberList } from "./member-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team"))("title") };
}

export default async function TeamPage() {
  const session = await requireStaff("team.manage");
  const [members, gate, t, common, { errors }, { languages }] = await Promise.all([
    loadTeam(session.userId),
    readGate(session),
    getTranslations("team"),
    getTranslations("common"),
    issueTexts(),
    partner(),
  ]);
  return (
    <PageBody width="wide">
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="mb-5">
        <FoldedGate gate={gate} why="team" title={t("confirmFirst")} ask={askStaffCode} give={giveStaffCode} />
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
        <MemberList members={members} now={new Date()} errors={errors} />
        <Card as="section" className="space-y-5">
          <h2 className="text-lg font-bold tracking-tight">{t("invite")}</h2>
          <AddMemberForm
            errors={errors}
            roles={staffRoles.map((role) => ({ value: role, label: t(`role.${role}`), hint: t(`roleHint.${role}`) }))}
            languages={languages.map((locale) => ({ value: locale, label: common(`language.${locale}`) }))}
            texts={{
              name: t("name"),
              email: t("email"),
              emailHint: t("emailHint"),
              role: t("roleField"),
              locale: t("locale"),
              add: t("add"),
              adding: common("sending"),
              added: t("added"),
              summaryTitle: common("summaryTitle"),
            }}
          />
        </Card>
      </div>
      <section className="mt-10">
        <h2 className="mb-1 text-lg font-bold tracking-tight">{t("permissions")}</h2>
        <p className="mb-4 max-w-[62ch] text-soft">{t("permissionsLead")}</p>
        <PermissionTable />
      </section>
    </PageBody>
  );
}
