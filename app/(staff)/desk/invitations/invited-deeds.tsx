import { getFormatter, getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { ActionButton } from "@/components/desk/action-button";
import { CopyLink } from "@/components/desk/copy-link";
import { DecisionForm } from "@/components/desk/decision-form";
import { ExtendForm } from "@/components/desk/extend-form";
import { toneOfInvitation } from "@/components/desk/invitation-words";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { readInvitationOf } from "@/lib/desk/read-invitation";
import { dayOf, extensionDays, invitationStateOf } from "@/lib/domain/invitation";
import { mayDo } from "@/lib/domain/permissions";
import { requireStaff } from "@/lib/session";
import { copyInvited, extendInvited, resendInvited, revokeInvited } from "./actions";

const refusals = [
  "invitationAccepted",
  "invitationRevoked",
  "invitationExpired",
  "conflict",
  "signedOut",
  "notAllowed",
];

/**
 * How the invitation of a merchant stands, and what staff can do about it. Nothing once it is accepted, nor where
 * DOKU invites: place it wherever a merchant is shown that has not come yet.
 */
export async function InvitedDeeds({ applicationId }: { applicationId: string }) {
  const [session, invitation, t, format, { errors }, common] = await Promise.all([
    requireStaff(),
    readInvitationOf(applicationId),
    getTranslations("invitations"),
    getFormatter(),
    issueTexts(),
    getTranslations("common"),
  ]);
  const now = new Date();
  const state = invitation && invitationStateOf(invitation, now);
  if (!state || state === "accepted") return null;
  const { expiresAt } = invitation;
  const failures = Object.fromEntries(refusals.flatMap((key) => (errors[key] ? [[key, errors[key]]] : [])));
  const fallback = errors.unexpected ?? "";
  const working = t("working");
  const date = format.dateTime(expiresAt, { dateStyle: "long" });
  const isDead = state === "revoked";
  return (
    <Card as="section" className="space-y-4" aria-label={t("deeds.title")}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-lg font-bold tracking-tight">{t("deeds.title")}</h2>
        <Badge tone={toneOfInvitation[state]}>{t(`state.${state}`)}</Badge>
      </div>
      <p className="text-[0.9375rem] text-soft">{t(`deeds.what.${state}`, { date })}</p>
      {mayDo(session.staffRole, "invitation.send") ? (
        <>
          <div className="flex flex-wrap items-start gap-2">
            <ActionButton
              action={resendInvited.bind(null, { applicationId })}
              label={t(isDead ? "deeds.again" : "deeds.resend")}
              done={t("deeds.resent")}
              pendingText={working}
              variant="secondary"
              {...{ failures, fallback }}
            />
            {isDead || state === "expired" ? null : (
              <CopyLink
                action={copyInvited.bind(null, { applicationId })}
                texts={{
                  make: t("copy.make"),
                  making: working,
                  link: t("copy.link"),
                  once: t("copy.once"),
                  copy: t("copy.copy"),
                  copied: t("copy.copied"),
                  notCopied: t("copy.notCopied"),
                  whatsApp: t("copy.whatsApp"),
                }}
                {...{ failures, fallback }}
              />
            )}
          </div>
          {isDead ? null : (
            <>
              <ExtendForm
                action={extendInvited}
                applicationId={applicationId}
                days={{ ...extensionDays(now), now: dayOf(expiresAt) }}
                errors={errors}
                texts={{
                  label: t("extend.label"),
                  hint: t("extend.hint"),
                  submit: t("extend.submit"),
                  pending: working,
                  done: t("extend.done"),
                }}
              />
              <DecisionForm
                action={revokeInvited}
                applicationId={applicationId}
                confirmName="confirmed"
                variant="danger"
                errors={errors}
                texts={{
                  title: t("revoke.title"),
                  what: t("revoke.what"),
                  confirm: t("revoke.confirm"),
                  submit: t("revoke.submit"),
                  pending: working,
                  summaryTitle: common("summaryTitle"),
                }}
              />
            </>
          )}
        </>
      ) : null}
    </Card>
  );
}
