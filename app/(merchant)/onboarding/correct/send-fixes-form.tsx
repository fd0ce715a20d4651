import { getFormatter, getTranslations } from "next-intl/server";
import { sectionKey } from "@/components/kyb/section-words";
import { formAction } from "@/components/onboarding/form-action";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CallbackType } from "@/lib/domain/sections";
import { sendFixes } from "./actions";
import type { Overview } from "./overview-model";

/** What happens next and when, what stays as it is, and the one button. */
export async function SendFixesForm({ overview, content }: { overview: Overview; content: string }) {
  const [t, sections, format] = await Promise.all([
    getTranslations("correct.overview"),
    getTranslations("sections.name"),
    getFormatter(),
  ]);
  const named = (types: readonly CallbackType[]) => format.list(types.map((type) => sections(sectionKey(type))));
  const { ready, checked, stays, isChange, isShared, holdsSettlement } = overview;
  return (
    <Card as="section" tone="accent" aria-labelledby="send-heading" data-print="hide" className="space-y-4">
      <h2 id="send-heading" className="text-lg font-bold">
        {t("nextTitle")}
      </h2>
      <ol className="list-decimal space-y-1.5 pl-5">
        <li>{t("next1")}</li>
        <li>{t("next2", { sections: named(checked) })}</li>
        <li>{t("next3")}</li>
      </ol>
      {isShared ? <p>{t("shared")}</p> : null}
      {holdsSettlement ? <p className="font-semibold">{t("settlement")}</p> : null}
      {stays.length > 0 ? <p>{t("stays", { sections: named(stays) })}</p> : null}
      <form action={formAction(sendFixes)}>
        <input type="hidden" name="content" value={content} />
        <SubmitButton pendingText={t("submitting")} wide>
          {t(isChange ? "submitChange" : "submit", { count: ready })}
        </SubmitButton>
      </form>
    </Card>
  );
}
