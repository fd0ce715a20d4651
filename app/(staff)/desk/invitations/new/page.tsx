import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { IssueTextsBoundary } from "@/app/issue-texts";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { legalEntitiesOf } from "@/lib/domain/kinds";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { InviteForm } from "./invite-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invite"))("title") };
}

export default async function InvitePage() {
  await requireStaff("invitation.send");
  const [t, common, messages] = await Promise.all([
    getTranslations("invite"),
    getTranslations("common"),
    getMessages(),
  ]);
  const forms = Object.entries(messages.kind.fields.legalEntity.options).flatMap(([value, label]) =>
    legalEntitiesOf.CORPORATE.includes(value) ? [{ value, label }] : [],
  );
  return (
    <PageBody width="form">
      <PageHeader title={t("title")} lead={t("lead")} back={{ href: paths.deskInvitations, label: common("back") }} />
      <IssueTextsBoundary>
        <InviteForm
          legalForms={forms}
          texts={{
            person: t("person"),
            name: t("name"),
            email: t("email"),
            emailHint: t("emailHint"),
            phone: t("phone"),
            phoneHint: t("phoneHint"),
            locale: t("locale"),
            indonesian: common("language.id"),
            english: common("language.en"),
            business: t("business"),
            businessName: t("businessName"),
            known: t("known"),
            knownHint: t("knownHint"),
            businessType: t("businessType"),
            personal: t("personal"),
            corporate: t("corporate"),
            unknownType: t("unknownType"),
            legalEntity: t("legalEntity"),
            street: t("street"),
            streetHint: t("streetHint"),
            brandName: t("brandName"),
            description: t("description"),
            send: t("send"),
            sending: t("sending"),
            optional: common("optional"),
            summaryTitle: common("summaryTitle"),
          }}
        />
      </IssueTextsBoundary>
    </PageBody>
  );
}
