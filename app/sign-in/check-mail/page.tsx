import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MerchantPage } from "@/app/merchant-page";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { readOwnAttempt } from "@/lib/sign-in/read-sign-in";
import { AskAgainForm } from "../ask-again-form";
import { readAttempt } from "../attempt-cookie";
import { signInErrors } from "../sign-in-errors";
import { CodeForm } from "./code-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.sent"))("title") };
}

export default async function CheckMailPage({
  searchParams,
}: {
  searchParams: Promise<{ code?: string; sent?: string }>;
}) {
  const [attemptId, { code, sent }] = await Promise.all([readAttempt(), searchParams]);
  if (!attemptId) redirect(paths.signIn);
  const [t, all, errors, { triesLeft: tries, isLinkOnly }] = await Promise.all([
    getTranslations("signIn.sent"),
    getTranslations("signIn"),
    signInErrors(),
    readOwnAttempt(attemptId),
  ]);
  const again = { kind: "attempt", label: t("sendAgain"), pendingText: all("sending"), errors } as const;
  return (
    <MerchantPage help="signIn" width="form">
      <PageHeader title={t("title")} lead={t("lead")} />
      {sent === "again" && !code ? (
        <Notice tone="ok" live="polite" className="mb-6">
          {t("again")}
        </Notice>
      ) : null}
      <Card as="section">
        {tries > 0 ? (
          <CodeForm fault={code === "wrong" || code === "shape" ? code : null} triesLeft={tries} />
        ) : (
          <>
            <Notice tone="warn" title={t(isLinkOnly ? "linkOnlyTitle" : "overTitle")} live="polite" className="mb-5">
              {t(isLinkOnly ? "linkOnly" : "over")}
            </Notice>
            <AskAgainForm {...again} />
          </>
        )}
      </Card>
      <section className="mt-8 space-y-3">
        <h2 className="font-semibold">{t("notHere")}</h2>
        <p className="text-[0.9375rem] text-soft">{t("notHereText")}</p>
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          {tries > 0 ? <AskAgainForm {...again} variant="secondary" /> : null}
          <Link href={paths.signIn} className="inline-flex min-h-11 items-center">
            {t("otherAddress")}
          </Link>
        </div>
      </section>
    </MerchantPage>
  );
}
