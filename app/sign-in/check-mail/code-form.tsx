import { getTranslations } from "next-intl/server";
import { ErrorSummary } from "@/components/forms/error-summary";
import { FormActions } from "@/components/forms/form-actions";
import { TextField } from "@/components/forms/text-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { paths } from "@/lib/paths";

/** The code, posted to the route handler that answers with a session. A plain form. */
export async function CodeForm({ fault, triesLeft }: { fault: "wrong" | "shape" | null; triesLeft: number }) {
  const [t, common] = await Promise.all([getTranslations("signIn.sent"), getTranslations("common")]);
  const error = fault === "wrong" ? t("wrong", { tries: triesLeft }) : fault === "shape" ? t("shape") : undefined;
  return (
    <form action={paths.signInComplete} method="post" noValidate className="space-y-6">
      <ErrorSummary title={common("summaryTitle")} issues={error ? [{ path: "code", text: error }] : []} />
      <TextField
        name="code"
        label={t("code")}
        hint={t("codeHint")}
        error={error}
        width="md"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        className="font-mono text-xl tracking-widest"
      />
      <FormActions note={t("codeHere")}>
        <SubmitButton>{t("enter")}</SubmitButton>
      </FormActions>
    </form>
  );
}
