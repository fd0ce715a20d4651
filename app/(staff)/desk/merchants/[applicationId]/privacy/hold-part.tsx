import { getFormatter, getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { DeedForm } from "@/components/desk/deed-form";
import { KeptText } from "@/components/desk/kept-fields";
import { Card } from "@/components/ui/card";
import { liftHold, placeHold } from "./actions";
import type { Privacy } from "./load-privacy";

/** The legal hold: why there is one and how it is lifted, or how one is placed. */
export async function HoldPart({ applicationId, hold }: { applicationId: string; hold: Privacy["hold"] }) {
  const [t, format, { errors }] = await Promise.all([
    getTranslations("privacy.desk.hold"),
    getFormatter(),
    issueTexts(),
  ]);
  return (
    <Card as="section" tone={hold ? "wait" : "plain"} aria-labelledby="hold" className="space-y-3">
      <h2 id="hold" className="text-lg font-bold tracking-tight">
        {t("title")}
      </h2>
      {hold ? (
        <>
          <p>{t("since", { when: format.dateTime(hold.at, { dateStyle: "long" }), name: hold.by })}</p>
          <p className="whitespace-pre-line">{hold.reason}</p>
          <DeedForm
            key="lift"
            action={liftHold}
            values={{ applicationId }}
            label={t("lift")}
            pendingText={t("working")}
            done={t("lifted")}
            errors={errors}
          />
        </>
      ) : (
        <>
          <p>{t("what")}</p>
          <DeedForm
            key="place"
            action={placeHold}
            values={{ applicationId }}
            label={t("place")}
            pendingText={t("working")}
            done={t("placed")}
            errors={errors}
          >
            <KeptText name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={500} autoComplete="off" />
          </DeedForm>
        </>
      )}
    </Card>
  );
}
