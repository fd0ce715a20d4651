import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { ActionButton } from "@/components/desk/action-button";
import { DecideChangeForm } from "@/components/desk/decide-change-form";
import { DecisionForm } from "@/components/desk/decision-form";
import type { SubmissionKind } from "@/lib/domain/applications";
import { isRefusal } from "@/lib/domain/stopped-submission";
import { adopt, askNow, decide, giveBack, reopen, retry } from "./actions";
import { sawDrifts } from "./case-actions";

/** The refusals that these actions know, in the reader's language. */
async function failureTexts() {
  const { errors } = await issueTexts();
  const known = [
    "nothingStopped",
    "cannotRetry",
    "cannotReopen",
    "invitationAccepted",
    "notAtDoku",
    "signedOut",
    "decidedMeanwhile",
  ];
  return {
    failures: Object.fromEntries(known.flatMap((key) => (errors[key] ? [[key, errors[key]]] : []))),
    fallback: errors.unexpected ?? "",
  };
}

/**
 * The two decisions of a person who looked at DOKU. A merchant whom DOKU was to invite is not given back to anything:
 * it gets an invitation of ours.
 */
async function Decisions({ applicationId, seen, isLite }: { applicationId: string; seen: number; isLite: boolean }) {
  const [t, merchant, common, { errors }] = await Promise.all([
    getTranslations("desk.action"),
    getTranslations("desk.merchant"),
    getTranslations("common"),
    issueTexts(),
  ]);
  const shared = { applicationId, seen, errors };
  const texts = { pending: t("working"), summaryTitle: common("summaryTitle") };
  const given = isLite ? "giveBackLite" : "giveBack";
  return (
    <div>
      <DecisionForm
        {...shared}
        action={giveBack}
        confirmName="notRegistered"
        texts={{
          ...texts,
          title: t(`${given}.title`),
          what: t(`${given}.what`),
          confirm: t(`${given}.confirm`),
          submit: t(isLite ? "inviteHere" : "reopen"),
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

/**
 * What staff can do about a submission that stopped. What DOKU refused succeeds only once it is corrected; a correction
 * may always be given back, because sent twice it corrects the same parts.
 */
export async function StoppedActions({
  applicationId,
  seen,
  mayDecide,
  submission: { kind, lastFailure },
}: {
  applicationId: string;
  seen: number;
  /** Whether the reader may say how it stands at DOKU. */
  mayDecide: boolean;
  submission: { kind: SubmissionKind; lastFailure: string | null };
}) {
  const [t, texts] = await Promise.all([getTranslations("desk.action"), failureTexts()]);
  const pendingText = t("working");
  const isRefused = isRefusal(lastFailure);
  const again = isRefused ? null : (
    <ActionButton
      action={retry.bind(null, { applicationId, seen })}
      label={t("retry")}
      pendingText={pendingText}
      {...texts}
    />
  );
  const back = (
    <ActionButton
      action={reopen.bind(null, { applicationId, seen })}
      label={t(kind === "lite" ? "inviteHere" : "reopen")}
      pendingText={pendingText}
      variant={again ? "secondary" : undefined}
      {...texts}
    />
  );
  const isFirst = kind !== "correction";
  if (isRefused && isFirst) {
    return (
      <div className="w-full space-y-3">
        {kind === "lite" ? <p className="text-[0.9375rem] text-soft">{t("liteRefused")}</p> : null}
        {back}
      </div>
    );
  }
  return (
    <div className="w-full space-y-3">
      <p className="text-[0.9375rem] text-soft">
        {isFirst ? t("retryWhat") : t(isRefused ? "correctionRefused" : "correctionWhat")}
      </p>
      {isFirst ? (
        <>
          {again}
          {mayDecide ? <Decisions applicationId={applicationId} seen={seen} isLite={kind === "lite"} /> : null}
        </>
      ) : (
        <div className="flex flex-wrap gap-2">
          {again}
          {back}
        </div>
      )}
    </div>
  );
}

/** The form that decides a change of approved data. */
export async function DecideChange({ changeId, seen }: { changeId: string; seen: number }) {
  const [t, action, common, { errors }] = await Promise.all([
    getTranslations("desk.change"),
    getTranslations("desk.action"),
    getTranslations("common"),
    issueTexts(),
  ]);
  return (
    <DecideChangeForm
      action={decide}
      changeId={changeId}
      seen={seen}
      errors={errors}
      texts={{
        answer: t("answer"),
        hint: t("answerHint"),
        approve: t("approve"),
        decline: t("decline"),
        pending: action("working"),
        summaryTitle: common("summaryTitle"),
      }}
    />
  );
}

/** A reading on demand, for a business that DOKU has. */
export async function AskNow({ applicationId, about }: { applicationId: string; about?: string }) {
  const [t, texts] = await Promise.all([getTranslations("desk.action"), failureTexts()]);
  return (
    <ActionButton
      action={askNow.bind(null, { applicationId })}
      label={t("ask")}
      about={about}
      done={t("asked")}
      pendingText={t("working")}
      variant="secondary"
      {...texts}
    />
  );
}

/** Takes note of what readings found: the merchant leaves the queue for it. */
export async function SeeDrifts({ applicationId, seen }: { applicationId: string; seen: number }) {
  const [t, texts] = await Promise.all([getTranslations("desk.action"), failureTexts()]);
  return (
    <ActionButton
      action={sawDrifts.bind(null, { applicationId, seen })}
      label={t("seen")}
      about={t("seenAbout")}
      pendingText={t("working")}
      variant="secondary"
      {...texts}
    />
  );
}
