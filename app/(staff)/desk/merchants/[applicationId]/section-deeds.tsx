import { getFormatter, getTranslations } from "next-intl/server";
import { ReturnButton } from "@/components/desk/case-buttons";
import { TakeBackButton } from "@/components/desk/case-take-back";
import { sectionKey } from "@/components/kyb/section-words";
import { ButtonLink } from "@/components/ui/button-link";
import { mayDo } from "@/lib/domain/permissions";
import { isReasonCode, reasonTextKey, subjectOfNote } from "@/lib/domain/reasons";
import type { CallbackType } from "@/lib/domain/sections";
import type { Session } from "@/lib/session";
import { takeBackReturned } from "./case-actions";
import type { Deeds, Merchant, ReturnedByStaff } from "./load-deeds";
import { AskNow } from "./merchant-actions";

/** What was given back, as the merchant reads it, and who gave it. */
async function ReturnedNote({
  applicationId,
  returned: { id, type, reasons: codes, note, returnedAt, returnedByName },
  mayTakeBack,
}: {
  applicationId: string;
  returned: ReturnedByStaff;
  mayTakeBack: boolean;
}) {
  const [t, sections, reasons, format] = await Promise.all([
    getTranslations("desk.case"),
    getTranslations("sections"),
    getTranslations("reasons"),
    getFormatter(),
  ]);
  const subject = subjectOfNote(type, "", null);
  const titles = codes
    .filter(isReasonCode)
    .map((code) => reasons(`${reasonTextKey(code, type)}.title`, { subject }))
    .join(" · ");
  const when = format.dateTime(returnedAt, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  return (
    <div className="space-y-1 rounded-control bg-info-bg px-4 py-3 text-[0.9375rem]">
      <p className="font-semibold">
        {t("returnedBy", { name: returnedByName ?? t("colleague"), when: sections("wib", { when }) })}
      </p>
      <p>{titles}</p>
      {note ? <p className="break-words whitespace-pre-line">{sections("quoted", { text: note })}</p> : null}
      {mayTakeBack ? (
        <TakeBackButton applicationId={applicationId} returnIds={[id]} takeBack={takeBackReturned} />
      ) : null}
    </div>
  );
}

/** What staff can do about one section: give it back, correct it, ask DOKU. */
export async function SectionDeeds({
  type,
  merchant,
  deeds,
  session,
}: {
  type: CallbackType;
  merchant: Merchant;
  deeds: Deeds;
  session: Pick<Session, "staffRole">;
}) {
  const [t, sections] = await Promise.all([getTranslations("desk.case"), getTranslations("sections.name")]);
  const section = merchant.sections.find((one) => one.type === type);
  const returned = deeds.returned.filter((one) => one.type === type);
  const index = deeds.returnable.findIndex((one) => one.type === type);
  const canReturn = index >= 0 && mayDo(session.staffRole, "case.return");
  const correctHref = mayDo(session.staffRole, "case.correct") ? deeds.correctHrefs.get(type) : undefined;
  const isLate = section?.clock === "due_soon" || section?.clock === "overdue";
  const canAsk = (section?.state === "rejected" || isLate) && mayDo(session.staffRole, "case.ask");
  if (returned.length === 0 && !canReturn && !correctHref && !canAsk) return null;
  const name = sections(sectionKey(type));
  return (
    <div className="mt-3 space-y-3 border-t border-line pt-3">
      {returned.map((one) => (
        <ReturnedNote
          key={one.id}
          applicationId={merchant.application.id}
          returned={one}
          mayTakeBack={merchant.canCorrect && mayDo(session.staffRole, "case.return")}
        />
      ))}
      <div className="flex flex-wrap items-start gap-2">
        {canReturn ? <ReturnButton type={type} name={name} isFirst={index === 0} /> : null}
        {correctHref ? (
          <ButtonLink href={correctHref} variant="secondary" size="sm">
            {t("correct")}
            <span className="sr-only">: {name}</span>
          </ButtonLink>
        ) : null}
        {canAsk ? <AskNow applicationId={merchant.application.id} about={name} /> : null}
      </div>
    </div>
  );
}
