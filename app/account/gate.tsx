import { getFormatter, getTranslations } from "next-intl/server";
import { ConfirmForm } from "@/components/desk/confirm-form";
import { type DeedAction, DeedForm } from "@/components/desk/deed-form";
import { Card } from "@/components/ui/card";
import { database } from "@/db/client";
import type { Session } from "@/lib/session";
import { hasFactor, readConfirmedUntil } from "@/lib/sign-in/confirm-again";
import type id from "@/messages/id.json";
import { issueTexts } from "../issue-texts";
import { readConfirmation } from "./confirmation-cookie";

/** Whether somebody has just proved again who they are, and how they would. */
export type Gate = { until: Date | null; byApp: boolean; isAsked: boolean };

export async function readGate({ userId, sessionId, role }: Session): Promise<Gate> {
  const { db } = await database();
  const [until, byApp, attempt] = await Promise.all([
    readConfirmedUntil(db, { userId, sessionId }),
    role === "staff" && hasFactor(userId),
    readConfirmation(),
  ]);
  return { until, byApp, isAsked: attempt !== null };
}

/** Until when it counts, for whoever has just done it. */
export async function GateOpen({ until }: { until: Date }) {
  const [t, format] = await Promise.all([getTranslations("account.confirm"), getFormatter()]);
  const time = format.dateTime(until, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (
    <p role="status" className="text-sm text-soft">
      {t("open", { time })}
    </p>
  );
}

/**
 * Asks for a code before something that an open session alone must not do: from the app of whoever has one, or from a mail.
 * It stands above what it is for, so that nothing that was typed there is lost.
 */
export async function ConfirmGate({
  gate: { until, byApp, isAsked },
  why,
  ask,
  give,
}: {
  gate: Gate;
  why: keyof typeof id.account.confirm.why;
  ask: DeedAction;
  give: DeedAction;
}) {
  if (until) return <GateOpen until={until} />;
  const [t, common, { errors }] = await Promise.all([
    getTranslations("account.confirm"),
    getTranslations("common"),
    issueTexts(),
  ]);
  const isReady = byApp || isAsked;
  return (
    <Card as="section" tone="wait" aria-labelledby="confirm-heading" data-print="hide" className="space-y-4">
      <div className="space-y-1">
        <h2 id="confirm-heading" className="text-lg font-bold">
          {t("title")}
        </h2>
        <p>
          {t(`why.${why}`)} {t(byApp ? "byApp" : isAsked ? "sent" : "byMail")}
        </p>
      </div>
      {isReady ? (
        <ConfirmForm
          action={give}
          texts={{
            code: t("code"),
            hint: t(byApp ? "hintApp" : "hintMail"),
            submit: t("submit"),
            pending: t("working"),
            summaryTitle: common("summaryTitle"),
          }}
          errors={errors}
        />
      ) : null}
      {byApp ? null : (
        <DeedForm
          action={ask}
          values={{}}
          label={t(isAsked ? "sendAgain" : "send")}
          pendingText={t("sending")}
          done={t("sentAgain")}
          errors={errors}
          variant={isAsked ? "quiet" : "primary"}
        />
      )}
    </Card>
  );
}
