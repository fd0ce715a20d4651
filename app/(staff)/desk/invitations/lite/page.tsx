import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { LiteForm } from "./lite-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitations.byDoku"))("title") };
}

export default async function LitePage() {
  await requireStaff("invitation.lite");
  const [t, invite, common, { errors }] = await Promise.all([
    getTranslations("invitations.byDoku"),
    getTranslations("invite"),
    getTranslations("common"),
    issueTexts(),
  ]);
  return (
    <PageBody width="form">
      <PageHeader title={t("title")} lead={t("lead")} back={{ href: paths.deskInvitations, label: common("back") }} />
      <Notice className="mb-6" title={t("differs")}>
        {t("followed")}
      </Notice>
      <LiteForm
        errors={errors}
        texts={{
          business: invite("business"),
          businessName: invite("businessName"),
          referralCode: t("referralCode"),
          referralHint: t("referralHint"),
          person: t("person"),
          name: invite("name"),
          email: invite("email"),
          emailHint: t("emailHint"),
          phone: invite("phone"),
          phoneHint: invite("phoneHint"),
          locale: invite("locale"),
          indonesian: common("language.id"),
          english: common("language.en"),
          optional: common("optional"),
          send: t("send"),
          sending: invite("sending"),
          summaryTitle: common("summaryTitle"),
        }}
      />
    </PageBody>
  );
}
