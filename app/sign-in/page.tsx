import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MerchantPage } from "@/app/merchant-page";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";
import { readSession, readStaffAtSecondStep } from "@/lib/session";
import { ssoLabel } from "@/lib/sign-in/sso";
import { signInErrors } from "./sign-in-errors";
import { SignInForm } from "./sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ error?: string }> }) {
  const [session, { error }] = await Promise.all([readSession(), searchParams]);
  if (session) redirect(paths.home);
  if (await readStaffAtSecondStep()) redirect(paths.secondStep);
  const sso = ssoLabel();
  const [t, common, errors, { name }] = await Promise.all([
    getTranslations("signIn"),
    getTranslations("common"),
    signInErrors(),
    partner(),
  ]);
  return (
    <MerchantPage help="signIn" width="form">
      <PageHeader title={t("title")} lead={t("lead")} />
      {error ? (
        <Notice tone="bad" title={t("problem.title")} className="mb-6">
          {t(error === "sso" ? "problem.sso" : "problem.text")}
        </Notice>
      ) : null}
      <Card>
        <SignInForm
          errors={errors}
          texts={{
            email: t("email"),
            emailHint: t("emailHint"),
            send: t("send"),
            sending: t("sending"),
            summaryTitle: common("summaryTitle"),
          }}
        />
      </Card>
      <p className="mt-6 text-[0.9375rem] text-soft">{t("notInvited", { partner: name })}</p>
      {sso ? (
        <p className="mt-6 border-t border-line pt-4 text-[0.9375rem] text-soft">
          {t("sso.who", { partner: name })} {/* A route, which nothing may fetch before somebody presses. */}
          <a href={paths.sso} className="inline-flex min-h-11 items-center font-semibold">
            {t("sso.with", { label: sso })}
          </a>
        </p>
      ) : null}
    </MerchantPage>
  );
}
