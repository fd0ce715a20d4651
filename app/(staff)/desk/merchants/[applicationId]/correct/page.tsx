import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { changeRows } from "@/app/(merchant)/onboarding/correct/change-rows";
import { otherGaps } from "@/app/(merchant)/onboarding/correct/gaps";
import { overviewOf } from "@/app/(merchant)/onboarding/correct/overview-model";
import { SectionCard, UntouchedRows } from "@/app/(merchant)/onboarding/correct/section-card";
import { ConfirmGate, readGate } from "@/app/account/gate";
import { LiveLine } from "@/components/live/live-line";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { noteFormOpened } from "@/lib/desk/reveal-numbers";
import { movesMoney } from "@/lib/domain/confirmation";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";
import { askStaffCode, giveStaffCode } from "../../../account/confirm-actions";
import { loadOpinion, requireCase } from "./load-case";
import { NothingOpen } from "./nothing-open";
import { SecondPart } from "./second-part";
import { SendPart } from "./send-part";

type Props = { params: Promise<{ applicationId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.correct"))("title") };
}

export default async function CorrectionsPage({ params }: Props) {
  const { applicationId } = await params;
  const { session, application, doors, correctable } = await requireCase(applicationId);
  const opinion = await loadOpinion(application, session);
  if (!correctable) {
    const title = (await getTranslations("desk.correct"))("title");
    return (
      <NothingOpen title={title} application={application}>
        {opinion?.state === "asked" ? <SecondPart opinion={opinion} isSame={false} session={session} /> : null}
      </NothingOpen>
    );
  }
  const { judged, checked, content, reasons, opened } = correctable;
  const [t, overviewTexts, rowsOf, { fourEyes }] = await Promise.all([
    getTranslations("desk.correct"),
    getTranslations("correct.overview"),
    changeRows(correctable),
    partner(),
  ]);
  const actor = { kind: "staff", userId: session.userId } as const;
  await noteFormOpened({ actor, input: { applicationId, what: "correct" } });
  const overview = overviewOf(judged, reasons, { checked, now: new Date() });
  const touched = overview.rows.filter(({ state }) => state !== "unchanged");
  const untouched = overview.rows.filter(({ state }) => state === "unchanged");
  const gate = movesMoney(overview.checked) ? await readGate(session) : null;
  const isAsked = opinion?.state === "asked";
  const isSame = isAsked && opinion.content === content;
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("lead", { business: application.businessName })} back={doors.back} />
      <div className="space-y-5">
        {opinion && opinion.state !== "withdrawn" && opinion.state !== "approved" ? (
          <SecondPart opinion={opinion} isSame={isSame} gate={isSame ? gate : null} session={session} />
        ) : null}
        {touched.map(async (row) => (
          <SectionCard
            key={row.slug}
            row={row}
            sectionPath={doors.section}
            changes={rowsOf(row.section)}
            missing={(await otherGaps(row.section, { part: null, form: opened.form })).map(({ text }) => text)}
          />
        ))}
        {untouched.length > 0 ? (
          <UntouchedRows
            rows={untouched}
            sectionPath={doors.section}
            title={touched.length > 0 ? overviewTexts("untouched") : null}
          />
        ) : null}
        {content === null ? (
          <Notice title={overviewTexts("nothingTitle")}>{overviewTexts("nothingText")}</Notice>
        ) : isSame ? null : (
          <>
            {gate ? <ConfirmGate gate={gate} why="bankSend" ask={askStaffCode} give={giveStaffCode} /> : null}
            <SendPart
              application={application}
              content={content}
              checked={overview.checked}
              needsSecond={fourEyes && overview.checked.includes("BUSINESS_BANK")}
            />
          </>
        )}
        <LiveLine url={paths.live(applicationId)} revision={application.revision} />
      </div>
    </PageBody>
  );
}
