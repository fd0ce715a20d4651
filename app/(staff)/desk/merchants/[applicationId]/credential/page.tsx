import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { ConfirmForm } from "@/components/desk/confirm-form";
import { CredentialFields } from "@/components/desk/credential-fields";
import { DeedForm } from "@/components/desk/deed-form";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { askForCode, giveCode, openCredential } from "./actions";
import { loadCredentialPage } from "./load-credential";

type Props = { params: Promise<{ applicationId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.credential"))("title") };
}

export default async function CredentialPage({ params }: Props) {
  const session = await requireStaff("credential.reveal");
  const { applicationId } = await params;
  const [view, t, format, common, { errors }] = await Promise.all([
    loadCredentialPage(applicationId, session.sessionId),
    getTranslations("desk.credential"),
    getFormatter(),
    getTranslations("common"),
    issueTexts(),
  ]);
  if (!view) notFound();
  const { application, facts, until, isAsked } = view;
  const again = (
    <DeedForm
      action={askForCode}
      values={{ applicationId }}
      label={t(isAsked ? "sendAgain" : "sendCode")}
      pendingText={t("sending")}
      done=""
      errors={errors}
      variant={isAsked ? "quiet" : "primary"}
    />
  );
  return (
    <PageBody width="form">
      <PageHeader
        title={t("title")}
        lead={t("lead", { business: application.businessName })}
        back={{ href: paths.deskMerchant(applicationId), label: t("back") }}
      />
      {!facts.brandId && !facts.sharedKey ? (
        <Notice>{t("none")}</Notice>
      ) : until ? (
        <Card as="section" className="space-y-4">
          <p className="text-soft">
            {t("open", { time: format.dateTime(until, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) })}
          </p>
          <CredentialFields
            applicationId={applicationId}
            open={openCredential}
            parts={[
              { part: "brandId", label: t("brandId"), isThere: facts.brandId },
              { part: "sharedKey", label: t("sharedKey"), isThere: facts.sharedKey },
            ]}
            texts={{
              show: t("show"),
              hide: t("hide"),
              copy: t("copy"),
              copied: t("copied"),
              copyFailed: t("copyFailed"),
              working: t("working"),
              missing: t("missing"),
            }}
            errors={errors}
          />
        </Card>
      ) : (
        <Card as="section" className="space-y-4" aria-labelledby="confirm-heading">
          <h2 id="confirm-heading" className="text-lg font-bold">
            {t("confirmTitle")}
          </h2>
          <p>{t(isAsked ? "codeSent" : "confirmWhat")}</p>
          {isAsked ? (
            <ConfirmForm
              action={giveCode}
              applicationId={applicationId}
              texts={{
                code: t("code"),
                hint: t("codeHint"),
                submit: t("confirm"),
                pending: t("working"),
                summaryTitle: common("summaryTitle"),
              }}
              errors={errors}
            />
          ) : null}
          {again}
        </Card>
      )}
    </PageBody>
  );
}
