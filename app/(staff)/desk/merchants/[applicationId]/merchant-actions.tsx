import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { ActionButton } from "@/components/desk/action-button";
import { DecisionForm } from "@/components/desk/decision-form";
import type { ApplicationState } from "@/lib/domain/applications";
import { isRefusal } from "@/lib/domain/stopped-submission";
import { adopt, giveBack, reopen, resend, retry } from "./actions";

/** The refusals that these actions know, in the reader's language. */
async function failureTexts() {
  const { errors } = await issueTexts();
  const known = ["nothingStopped", "cannotRetry", "cannotReopen", "invitationAccepted", "signedOut"];
  return {
    failures: Object.fromEntries(known.flatMap((key) => (errors[key] ? [[key, errors[key]]] : []))),
    fallback: errors.unexpected ?? "",
  };
}

/** The two decisions of a person who looked at DOKU. */
async function Decisions({ applicationId }: { applicationId: string }) {
  const [t, merchant, common, { errors }] = await Promise.all([
    getTranslations("desk.action"),
    getTranslations("desk.merchant"),
    getTranslations("common"),
    issueTexts(),
  ]);
  const shared = { applicationId, errors };
  const texts = { pending: t("working"), summaryTitle: common("summaryTitle") };
  return (
    <div>
      <DecisionForm
        {...shared}
        action={giveBack}
        confirmName="notRegistered"
        texts={{
          ...texts,
          title: t("giveBack.title"),
          what: t("giveBack.what"),
          confirm: t("giveBack.confirm"),
          submit: t("reopen"),
        }}
      />
      <DecisionForm
        {...shared}
        action={adopt}
        confirmName="idsConfirmed"
        fields={[
          { name: "businessId", label: merchant("businessId"), hint: t("adopt.businessIdHint") },
          { name: "brandId", label: merchant("brandId"), hint: t("adopt.brandIdHint") },
        ]}
        texts={{
          ...texts,
          title: t("adopt.title"),
          what: t("adopt.what"),
          confirm: t("adopt.confirm"),
          submit: t("adopt.submit"),
        }}
      />
    </div>
  );
}

/** What staff can do about a submission that stopped. After a refusal only a corrected registration can succeed. */
export async function StoppedActions({ applicationId, failure }: { applicationId: string; failure: string | null }) {
  const [t, texts] = await Promise.all([getTranslations("desk.action"), failureTexts()]);
  const pendingText = t("working");
  if (isRefusal(failure)) {
    const action = reopen.bind(null, { applicationId });
    return <ActionButton action={action} label={t("reopen")} pendingText={pendingText} {...texts} />;
  }
  return (
    <div className="w-full space-y-3">
      <p className="text-[15px] text-soft">{t("retryWhat")}</p>
      <ActionButton
        action={retry.bind(null, { applicationId })}
        label={t("retry")}
        pendingText={pendingText}
        {...texts}
      />
      <Decisions applicationId={applicationId} />
    </div>
  );
}

/** For a merchant who has not come yet. */
export async function InvitedActions({ applicationId, state }: { applicationId: string; state: ApplicationState }) {
  if (state !== "invited") return null;
  const [t, texts] = await Promise.all([getTranslations("desk.action"), failureTexts()]);
  return (
    <ActionButton
      action={resend.bind(null, { applicationId })}
      label={t("resend")}
      pendingText={t("working")}
      variant="secondary"
      {...texts}
    />
  );
}
