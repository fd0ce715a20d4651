import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { RecoveryCodes } from "@/app/account/recovery-codes";
import { issueTexts } from "@/app/issue-texts";
import { ConfirmForm } from "@/components/desk/confirm-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { database } from "@/db/client";
import { findPerson } from "@/db/queries/users";
import { appAddress } from "@/lib/crypto/one-time-codes";
import { spacedSecret } from "@/lib/domain/second-factor";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";
import { readOfferedFactor } from "@/lib/sign-in/second-factor";
import { setUpSecondStep } from "./actions";
import { QrPicture } from "./qr-picture";

function Part({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <Card as="section" aria-labelledby={`part-${number}`} className="space-y-4">
      <h2 id={`part-${number}`} className="text-lg font-bold tracking-tight">
        {number}. {title}
      </h2>
      {children}
    </Card>
  );
}

/** Setting up an app: read the picture, keep the codes for the day without it, type what the app shows. */
export async function SetUpStep({ userId, sessionId }: { userId: string; sessionId: string }) {
  const [t, common, { errors }, { name }, offered, person] = await Promise.all([
    getTranslations("secondStep.setUp"),
    getTranslations("common"),
    issueTexts(),
    partner(),
    readOfferedFactor({ userId, sessionId }),
    findPerson((await database()).db, userId),
  ]);
  if (!offered || !person) redirect(paths.signIn);
  const { secret, codes } = offered;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead", { partner: name })} />
      <div className="space-y-5">
        <Part number={1} title={t("scanTitle")}>
          <p>{t("scan")}</p>
          <QrPicture text={appAddress(secret, { issuer: name, account: person.email })} label={t("picture")} />
          <div className="space-y-1">
            <p className="text-[0.9375rem] text-soft">{t("byHand")}</p>
            <p className="font-mono text-[0.9375rem] wrap-anywhere select-all">{spacedSecret(secret)}</p>
          </div>
        </Part>
        <Part number={2} title={t("codesTitle")}>
          <p>{t("codes")}</p>
          <RecoveryCodes codes={codes} label={t("codesTitle")} />
        </Part>
        <Part number={3} title={t("typeTitle")}>
          <ConfirmForm
            action={setUpSecondStep}
            texts={{
              code: t("code"),
              hint: t("codeHint"),
              submit: t("finish"),
              pending: t("finishing"),
              summaryTitle: common("summaryTitle"),
            }}
            errors={errors}
          />
        </Part>
      </div>
    </>
  );
}
