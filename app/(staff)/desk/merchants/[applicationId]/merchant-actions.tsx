import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { ActionButton } from "@/components/desk/action-button";
import { reopenableFailures } from "@/lib/desk/reopen-application";
import type { ApplicationState } from "@/lib/domain/applications";
import { reopen, resend, retry } from "./actions";

/** The refusals that these actions know, in the reader's language. */
async function failureTexts() {
  const { errors } = await issueTexts();
  const known = ["nothingStopped", "cannotReopen", "invitationAccepted", "signedOut"];
  return {
    failures: Object.fromEntries(known.flatMap((key) => (errors[key] ? [[key, errors[key]]] : []))),
    fallback: errors.unexpected ?? "",
  };
}

/** What staff can do about a submission that stopped. */
export async function StoppedActions({ applicationId, failure }: { applicationId: string; failure: string | null }) {
  const [t, texts] = await Promise.all([getTranslations("desk.action"), failureTexts()]);
  return (
    <>
      <ActionButton
        action={retry.bind(null, { applicationId })}
        label={t("retry")}
        pendingText={t("working")}
        {...texts}
      />
      {reopenableFailures.includes(failure ?? "") ? (
        <ActionButton
          action={reopen.bind(null, { applicationId })}
          label={t("reopen")}
          pendingText={t("working")}
          variant="secondary"
          {...texts}
        />
      ) : null}
    </>
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
