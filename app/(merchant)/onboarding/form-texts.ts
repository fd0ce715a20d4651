import { getMessages, getTranslations } from "next-intl/server";
import type { FormTexts } from "@/components/onboarding/part-form-props";

/** The words that every part's form shares, with those of its own button. */
export async function formTexts(button: { submit: string; sending?: string }): Promise<FormTexts> {
  const [common, form, messages] = await Promise.all([
    getTranslations("common"),
    getTranslations("parts.form"),
    getMessages(),
  ]);
  return {
    idle: form("idle"),
    saving: form("saving"),
    saved: form("saved"),
    notSaved: form("notSaved"),
    offline: form("offline"),
    elsewhere: form.raw("elsewhere"),
    elsewhereList: form("elsewhereList"),
    submit: button.submit,
    sending: button.sending ?? common("saving"),
    summaryTitle: common("summaryTitle"),
    optional: common("optional"),
    chooseOne: common("chooseOne"),
    taken: messages.parts.form.taken,
    take: messages.parts.form.take,
  };
}
