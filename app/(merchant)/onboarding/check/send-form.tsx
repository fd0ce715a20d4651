import { getTranslations } from "next-intl/server";
import { formAction } from "@/components/onboarding/form-action";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { sendToDoku } from "./actions";

/** What happens next, the consent, and the one button. */
export async function SendForm() {
  const t = await getTranslations("onboarding.check");
  return (
    <Card as="section" tone="accent" aria-labelledby="send-heading" data-print="hide" className="space-y-4">
      <h2 id="send-heading" className="text-lg font-bold">
        {t("nextTitle")}
      </h2>
      <ol className="list-decimal space-y-1.5 pl-5">
        <li>{t("next1")}</li>
        <li>{t("next2")}</li>
        <li>{t("next3")}</li>
      </ol>
      <form action={formAction(sendToDoku)} className="space-y-4">
        <p className="text-[0.9375rem] text-soft">{t("consent")}</p>
        <SubmitButton pendingText={t("submitting")} wide>
          {t("submit")}
        </SubmitButton>
      </form>
    </Card>
  );
}
