import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { issueTexts } from "@/app/issue-texts";
import { AssignDialog } from "@/components/desk/case-assign";
import { AwayButton } from "@/components/desk/case-away";
import { CaseProvider } from "@/components/desk/case-context";
import { CaseKeys } from "@/components/desk/case-keys";
import { ReturnDialog } from "@/components/desk/case-return";
import { SnoozeDialog } from "@/components/desk/case-snooze";
import { mayDo, type Permission } from "@/lib/domain/permissions";
import type { Session } from "@/lib/session";
import {
  assignCaseTo,
  markAway,
  returnToMerchant,
  snoozeUntilThen,
  takeBackReturned,
  undoAssigned,
  undoSnoozed,
} from "./case-actions";
import type { Deeds, Merchant } from "./load-deeds";
import type { Neighbours } from "./load-neighbours";

/** Around a merchant's page: its dialogs and keys, what was done last, and how to undo it. */
export async function CaseFrame({
  merchant: { application, person },
  deeds: { colleagues, returnable, correctHrefs },
  session,
  neighbours,
  listHref,
  children,
}: {
  merchant: Merchant;
  deeds: Deeds;
  session: Session;
  /** The merchants before and after this one in the list that the reader came from. */
  neighbours: Neighbours;
  listHref: string;
  children: ReactNode;
}) {
  const [{ desk }, { errors }, t, locale] = await Promise.all([
    getMessages(),
    issueTexts(),
    getTranslations("desk.case"),
    getLocale(),
  ]);
  const { id, caseVersion, updatedAt, assigneeId, snoozedUntil } = application;
  const may = (permission: Permission) => mayDo(session.staffRole, permission);
  const [firstToCorrect = null] = correctHrefs.values();
  const own = colleagues.find((one) => one.id === session.userId);
  return (
    <CaseProvider seen={{ version: caseVersion, at: updatedAt.getTime() }} texts={desk.case.parts} errors={errors}>
      {children}
      <CaseKeys
        canReturn={may("case.return") && returnable.length > 0}
        canAssign={may("case.assign")}
        canSnooze={may("case.snooze")}
        correctHref={may("case.correct") ? firstToCorrect : null}
        {...neighbours}
        listHref={listHref}
      />
      {may("case.return") ? (
        <ReturnDialog
          applicationId={id}
          sections={returnable}
          languageHint={t(`noteHint.${person?.locale ?? "id"}`)}
          returnTo={returnToMerchant}
          takeBack={takeBackReturned}
        />
      ) : null}
      {may("case.assign") ? (
        <AssignDialog
          applicationId={id}
          ownId={session.userId}
          assigneeId={assigneeId}
          colleagues={colleagues.filter(({ canHave }) => canHave)}
          assign={assignCaseTo}
          undoAssign={undoAssigned}
          away={<AwayButton isAway={own?.isAway ?? false} mark={markAway} />}
        />
      ) : null}
      {may("case.snooze") ? (
        <SnoozeDialog
          applicationId={id}
          snoozedUntil={snoozedUntil}
          snooze={snoozeUntilThen}
          undoSnooze={undoSnoozed}
          locale={locale}
        />
      ) : null}
    </CaseProvider>
  );
}
