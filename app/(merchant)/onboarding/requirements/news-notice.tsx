import { getFormatter, getTranslations } from "next-intl/server";
import { formAction } from "@/components/onboarding/form-action";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { RequirementChanges } from "@/lib/domain/requirement-changes";
import type { Requirement } from "@/lib/domain/requirements";
import { requirementTexts } from "../requirement-texts";
import { acknowledge } from "./actions";

/** What DOKU changed while the application was being filled in, until the merchant says that it was understood. */
export async function NewsNotice({ changes, changedAt }: { changes: RequirementChanges; changedAt: Date | null }) {
  const [t, format, texts] = await Promise.all([
    getTranslations("onboarding.requirements"),
    getFormatter(),
    requirementTexts(),
  ]);
  const names = (list: readonly Requirement[]) => format.list(list.map((one) => texts.of(one).name));
  return (
    <Notice
      tone="warn"
      title={t("changedTitle")}
      actions={
        <form action={formAction(acknowledge)}>
          <SubmitButton variant="secondary" size="sm">
            {t("understood")}
          </SubmitButton>
        </form>
      }
    >
      {changedAt ? <p>{t("changedSince", { date: format.dateTime(changedAt, { dateStyle: "long" }) })}</p> : null}
      {changes.added.length > 0 ? <p>{t("added", { names: names(changes.added) })}</p> : null}
      {changes.changed.length > 0 ? <p>{t("altered", { names: names(changes.changed) })}</p> : null}
      {changes.removed.length > 0 ? <p>{t("removed", { names: names(changes.removed) })}</p> : null}
    </Notice>
  );
}
