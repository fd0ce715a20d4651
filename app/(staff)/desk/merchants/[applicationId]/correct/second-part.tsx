import { getFormatter, getTranslations } from "next-intl/server";
import { ConfirmGate, type Gate } from "@/app/account/gate";
import { issueTexts } from "@/app/issue-texts";
import { DeedForm } from "@/components/desk/deed-form";
import { SecondForm } from "@/components/desk/second-form";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { mayDo } from "@/lib/domain/permissions";
import { maxSecondAnswer } from "@/lib/domain/second-opinion";
import type { Session } from "@/lib/session";
import { askStaffCode, giveStaffCode } from "../../../account/confirm-actions";
import { answerSecond, takeBackSecond } from "./actions";
import type { Opinion } from "./load-case";

/** The question to a second person: who asks, and what the reader can do about it. The changes stand below it. */
export async function SecondPart({
  opinion,
  isSame,
  gate = null,
  session,
}: {
  opinion: Opinion;
  /** Nothing was changed since it was asked. */
  isSame: boolean;
  /** For what needs a fresh proof to agree to. */
  gate?: Gate | null;
  session: Pick<Session, "userId" | "staffRole">;
}) {
  const [t, common, format, { errors }] = await Promise.all([
    getTranslations("desk.second"),
    getTranslations("common"),
    getFormatter(),
    issueTexts(),
  ]);
  const when = format.dateTime(opinion.askedAt, { dateStyle: "medium", timeStyle: "short" });
  const { id: secondId, askedByName: name, decidedByName } = opinion;
  if (opinion.state === "declined") {
    return (
      <Notice tone="bad" title={t("declined", { name: decidedByName })}>
        <q>{opinion.answer}</q>
      </Notice>
    );
  }
  const hasAsked = opinion.askedBy === session.userId;
  const mayAnswer = !opinion.isOwn && mayDo(session.staffRole, "case.second");
  return (
    <Card as="section" tone="wait" aria-labelledby="second-heading" className="space-y-3">
      <h2 id="second-heading" className="text-lg font-bold">
        {t(opinion.isOwn ? "titleOwn" : "title")}
      </h2>
      <p>{t(hasAsked ? "whatOwn" : opinion.isOwn ? "whatTyped" : "what", { name, when })}</p>
      {isSame ? null : <p className="font-semibold text-wait">{t("changed")}</p>}
      {hasAsked ? (
        <DeedForm
          action={takeBackSecond}
          values={{ secondId }}
          label={t("takeBack")}
          pendingText={t("pending")}
          done=""
          errors={errors}
        />
      ) : mayAnswer ? (
        <>
          {gate ? <ConfirmGate gate={gate} why="bankSecond" ask={askStaffCode} give={giveStaffCode} /> : null}
          <SecondForm
            action={answerSecond}
            secondId={secondId}
            maxLength={maxSecondAnswer}
            canApprove={isSame}
            errors={errors}
            texts={{
              answer: t("answer"),
              hint: t("answerHint"),
              approve: t("approve"),
              decline: t("decline"),
              pending: t("pending"),
              summaryTitle: common("summaryTitle"),
            }}
          />
        </>
      ) : null}
    </Card>
  );
}
