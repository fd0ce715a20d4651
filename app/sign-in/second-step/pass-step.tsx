import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { ConfirmForm } from "@/components/desk/confirm-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { partner } from "@/lib/partner";
import { passSecondStep } from "./actions";

/** The code that the app shows now, or a recovery code, in one field. */
export async function PassStep() {
  const [t, common, { errors }, { name }] = await Promise.all([
    getTranslations("secondStep"),
    getTranslations("common"),
    issueTexts(),
    partner(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead", { partner: name })} />
      <Card as="section" aria-label={t("title")}>
        <ConfirmForm
          action={passSecondStep}
          texts={{
            code: t("code"),
            hint: t("codeHint"),
            submit: t("enter"),
            pending: t("entering"),
            summaryTitle: common("summaryTitle"),
          }}
          errors={errors}
        />
      </Card>
      <section className="mt-6 space-y-1 text-[0.9375rem] text-soft">
        <h2 className="font-semibold text-ink">{t("lostTitle")}</h2>
        <p>{t("lost")}</p>
      </section>
    </>
  );
}
