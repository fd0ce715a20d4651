import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { DeedForm } from "@/components/desk/deed-form";
import { Card } from "@/components/ui/card";
import { signOutMerchant } from "./actions";

/** For a merchant whose phone is gone. */
export async function DevicesPart({ applicationId }: { applicationId: string }) {
  const [t, { errors }] = await Promise.all([getTranslations("privacy.desk.devices"), issueTexts()]);
  return (
    <Card as="section" aria-labelledby="devices" className="space-y-3">
      <h2 id="devices" className="text-lg font-bold tracking-tight">
        {t("title")}
      </h2>
      <p>{t("what")}</p>
      <DeedForm
        action={signOutMerchant}
        values={{ applicationId }}
        label={t("submit")}
        pendingText={t("working")}
        done={t("done")}
        errors={errors}
      />
    </Card>
  );
}
