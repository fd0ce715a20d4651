import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConfirmGate, GateOpen, readGate } from "@/app/account/gate";
import { issueTexts } from "@/app/issue-texts";
import { CredentialFields } from "@/components/desk/credential-fields";
import { DeedForm } from "@/components/desk/deed-form";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { askStaffCode, giveStaffCode } from "../../../account/confirm-actions";
import { keepCallbacks, moveCallbacks, openCredential } from "./actions";
import { loadCredentialPage } from "./load-credential";

type Props = { params: Promise<{ applicationId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.credential"))("title") };
}

export default async function CredentialPage({ params }: Props) {
  const session = await requireStaff("credential.reveal");
  const { applicationId } = await params;
  const [view, gate, t, { errors }] = await Promise.all([
    loadCredentialPage(applicationId),
    readGate(session),
    getTranslations("desk.credential"),
    issueTexts(),
  ]);
  if (!view) notFound();
  const { application, facts } = view;
  const texts = {
    show: t("show"),
    hide: t("hide"),
    copy: t("copy"),
    copied: t("copied"),
    copyFailed: t("copyFailed"),
    working: t("working"),
    missing: t("missing"),
  };
  const fields = { applicationId, open: openCredential, texts, errors };
  const deed = { values: { applicationId }, pendingText: t("working"), errors };
  return (
    <PageBody width="form">
      <PageHeader
        title={t("title")}
        lead={t("lead", { business: application.businessName })}
        back={{ href: paths.deskMerchant(applicationId), label: t("back") }}
      />
      {!application.dokuBusinessId && !facts.brandId && !facts.sharedKey ? (
        <Notice>{t("none")}</Notice>
      ) : gate.until ? (
        <div className="space-y-6">
          <GateOpen until={gate.until} />
          <Card as="section">
            <CredentialFields
              {...fields}
              parts={[
                { part: "brandId", label: t("brandId"), isThere: facts.brandId },
                { part: "sharedKey", label: t("sharedKey"), isThere: facts.sharedKey },
              ]}
            />
          </Card>
          {application.dokuBusinessId ? (
            <Card as="section" aria-labelledby="callbacks" className="space-y-4">
              <div className="space-y-1">
                <h2 id="callbacks" className="text-lg font-bold tracking-tight">
                  {t("callbacks.title")}
                </h2>
                <p className="text-[0.9375rem] text-soft">{t("callbacks.lead")}</p>
              </div>
              {facts.nextAddress ? <Notice>{t("callbacks.waiting")}</Notice> : null}
              <CredentialFields
                {...fields}
                parts={[
                  {
                    part: "callbackUrl",
                    label: t(facts.nextAddress ? "callbacks.next" : "callbacks.present"),
                    isThere: true,
                  },
                ]}
              />
              <div className="flex flex-wrap gap-3">
                {facts.nextAddress ? (
                  <DeedForm {...deed} action={keepCallbacks} label={t("callbacks.keep")} done={t("callbacks.kept")} />
                ) : null}
                <DeedForm
                  {...deed}
                  action={moveCallbacks}
                  label={t(facts.nextAddress ? "callbacks.again" : "callbacks.change")}
                  done={t("callbacks.changed")}
                />
              </div>
            </Card>
          ) : null}
        </div>
      ) : (
        <ConfirmGate gate={gate} why="credential" ask={askStaffCode} give={giveStaffCode} />
      )}
    </PageBody>
  );
}
