import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { CasePart } from "@/components/desk/case-part";
import { AskedChange, PastChanges } from "@/components/desk/change-requests";
import { DriftTable } from "@/components/desk/drift-table";
import { MerchantSections } from "@/components/desk/merchant-sections";
import { SubmissionCard } from "@/components/desk/submission-card";
import { LiveLine } from "@/components/live/live-line";
import { PageBody } from "@/components/ui/page-body";
import { noteOpened } from "@/lib/desk/reveal-numbers";
import { isUnderWay } from "@/lib/domain/applications";
import { mayDo, type Permission } from "@/lib/domain/permissions";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { InvitedDeeds } from "../../invitations/invited-deeds";
import { LiteNote } from "../../invitations/lite-note";
import { caseAddress, fromIn, listAddress } from "./case-address";
import { CaseFrame } from "./case-frame";
import { CaseTools } from "./case-tools";
import { ClosedMerchant } from "./closed-merchant";
import { SecondNotice } from "./correct/second-notice";
import { DataPart } from "./data-part";
import { HistoryPart, historyKindIn } from "./history-part";
import { loadDeeds } from "./load-deeds";
import { loadMerchant } from "./load-merchant";
import { loadNeighbours } from "./load-neighbours";
import { Meanwhile, momentIn } from "./meanwhile";
import { DecideChange, SeeDrifts, StoppedActions } from "./merchant-actions";
import { MerchantHead } from "./merchant-head";
import { SectionDeeds } from "./section-deeds";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.merchant"))("title") };
}

type Props = {
  params: Promise<{ applicationId: string }>;
  searchParams: Promise<Partial<Record<"from" | "history" | "since", string | string[]>>>;
};

export default async function MerchantPage({ params, searchParams }: Props) {
  const session = await requireStaff();
  const { applicationId } = await params;
  if (!z.uuid().safeParse(applicationId).success) notFound();
  const [merchant, search, t] = await Promise.all([
    loadMerchant(applicationId),
    searchParams,
    getTranslations("desk.merchant"),
  ]);
  if (!merchant) notFound();
  const may = (permission: Permission) => mayDo(session.staffRole, permission);
  const history = historyKindIn(search.history);
  const query = { from: fromIn(search.from), history };
  const since = momentIn(search.since);
  const listHref = listAddress(query.from);
  if (merchant.application.state === "closed") {
    return <ClosedMerchant application={merchant.application} session={session} listHref={listHref} />;
  }
  const [deeds, neighbours] = await Promise.all([
    loadDeeds(merchant, session),
    loadNeighbours(applicationId, { from: query.from, userId: session.userId, now: merchant.now }),
  ]);
  await noteOpened({ actor: { kind: "staff", userId: session.userId }, input: { applicationId } });
  const { application, sections, submissions, slotNames, changes, drifts, now } = merchant;
  const asked = changes.filter(({ state }) => state === "asked");
  const decided = changes.filter(({ state }) => state !== "asked");
  const [latest] = submissions;
  const isStopped = application.state === "attention";
  // What is on its way stands first; everything that arrived stands in the list below.
  const isRegistered = application.dokuBusinessId !== null;
  const current = latest && (!isRegistered || isStopped || isUnderWay(latest.stage)) ? latest : null;
  const earlier = isRegistered ? submissions.filter((submission) => submission !== current) : [];
  return (
    <PageBody width="wide">
      <CaseFrame merchant={merchant} deeds={deeds} session={session} neighbours={neighbours} listHref={listHref}>
        {since ? (
          <Meanwhile since={since} entries={merchant.timeline} doneHref={caseAddress(applicationId, query)} />
        ) : null}
        <MerchantHead merchant={merchant} deeds={deeds} session={session} listHref={listHref} neighbours={neighbours} />
        {application.needs.includes("second") && may("case.correct") ? (
          <SecondNotice applicationId={applicationId} />
        ) : null}
        <CaseTools merchant={merchant} session={session}>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
            <div className="space-y-8">
              {application.state === "invited" ? <InvitedDeeds applicationId={applicationId} /> : null}
              <LiteNote application={application} />
              {current ? (
                <SubmissionCard
                  submission={current}
                  actions={
                    isStopped && may("submission.retry") ? (
                      <StoppedActions
                        applicationId={applicationId}
                        seen={application.caseVersion}
                        mayDecide={may("submission.decide")}
                        submission={current}
                      />
                    ) : undefined
                  }
                />
              ) : null}
              {asked.length > 0 ? (
                <CasePart id="asked" title={t("asked")}>
                  <div className="space-y-3">
                    {asked.map((change) => (
                      <AskedChange
                        key={change.id}
                        change={change}
                        now={now}
                        form={
                          may("change.decide") ? (
                            <DecideChange changeId={change.id} seen={application.caseVersion} />
                          ) : null
                        }
                      />
                    ))}
                  </div>
                </CasePart>
              ) : null}
              {sections.length > 0 ? (
                <CasePart id="sections" title={t("sections")}>
                  <MerchantSections
                    sections={sections}
                    slotNames={slotNames}
                    now={now}
                    deedsOf={(type) => <SectionDeeds type={type} merchant={merchant} deeds={deeds} session={session} />}
                  />
                </CasePart>
              ) : null}
              <DataPart merchant={merchant} session={session} />
              {drifts.length > 0 ? (
                <CasePart
                  id="drifts"
                  title={t("drifts")}
                  aside={
                    application.needs.includes("drift") && may("case.ask") ? (
                      <SeeDrifts applicationId={applicationId} seen={application.caseVersion} />
                    ) : null
                  }
                >
                  <DriftTable drifts={drifts} />
                </CasePart>
              ) : null}
              {decided.length > 0 ? (
                <CasePart id="changes" title={t("changes")}>
                  <PastChanges changes={decided} />
                </CasePart>
              ) : null}
              {earlier.length > 0 ? (
                <CasePart id="submissions" title={t("submissions")}>
                  <div className="space-y-3">
                    {earlier.map((submission) => (
                      <SubmissionCard key={submission.id} submission={submission} />
                    ))}
                  </div>
                </CasePart>
              ) : null}
            </div>
            <aside className="space-y-3">
              <HistoryPart
                merchant={merchant}
                deeds={deeds}
                session={session}
                only={history}
                hrefOf={(kind) => caseAddress(applicationId, { ...query, history: kind })}
              />
              <LiveLine url={paths.live(applicationId)} revision={application.revision} />
            </aside>
          </div>
        </CaseTools>
      </CaseFrame>
    </PageBody>
  );
}
