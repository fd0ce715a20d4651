import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { GroupReasons } from "@/app/(merchant)/onboarding/correct/[section]/group-parts";
import { slugIn, viewSection } from "@/app/(merchant)/onboarding/correct/[section]/load-section";
import { SectionForms } from "@/app/(merchant)/onboarding/correct/[section]/section-forms";
import { otherHandText } from "@/app/(merchant)/onboarding/correct/hand-text";
import { IssueTextsBoundary } from "@/app/issue-texts";
import { sectionKey } from "@/components/kyb/section-words";
import { OtherHand } from "@/components/onboarding/other-hand";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { UploadsProvider } from "@/components/uploads/uploads-provider";
import { noteFormOpened } from "@/lib/desk/reveal-numbers";
import { type SectionSlug, sectionSlugs } from "@/lib/domain/correction";
import { paths } from "@/lib/paths";
import { requireCase } from "../load-case";
import { NothingOpen } from "../nothing-open";

type Params = Promise<{ applicationId: string; section: string }>;
type Props = { params: Params; searchParams: Promise<{ tried?: string }> };

async function titleOf(slug: SectionSlug): Promise<string> {
  const [t, sections] = await Promise.all([getTranslations("desk.correct"), getTranslations("sections.name")]);
  return t("sectionTitle", { section: sections(sectionKey(sectionSlugs[slug])) });
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: await titleOf(slugIn((await params).section)) };
}

export default async function CorrectForMerchantPage({ params, searchParams }: Props) {
  const { applicationId, section: name } = await params;
  const slug = slugIn(name);
  const { session, application, doors, correctable } = await requireCase(applicationId);
  const view = correctable && (await viewSection(correctable, slug));
  if (!view) return <NothingOpen title={await titleOf(slug)} application={application} />;
  const actor = { kind: "staff", userId: session.userId } as const;
  await noteFormOpened({ actor, input: { applicationId, what: `correct/${slug}` } });
  const [t, correct, title, messages, { tried }, hand] = await Promise.all([
    getTranslations("desk.correct"),
    getTranslations("correct"),
    titleOf(slug),
    getMessages(),
    searchParams,
    otherHandText(session, application, slug),
  ]);
  const isOneOfMany = view.sections.length > 1;
  return (
    <PageBody width="form">
      <PageHeader
        title={title}
        lead={t(view.isFinal ? "leadFinal" : "sectionLead", { business: application.businessName })}
        back={isOneOfMany ? { href: doors.overview, label: correct("backToAll") } : doors.back}
      />
      <OtherHand
        liveUrl={paths.live(applicationId)}
        askUrl={paths.lastHand(applicationId, slug)}
        revision={application.revision}
        first={hand}
        reload={correct("hand.reload")}
      />
      {view.isFinal ? (
        <div className="space-y-6">
          {view.groups.map((group) => (
            <GroupReasons key={group.key} view={view} group={group} level={2} />
          ))}
        </div>
      ) : (
        <IssueTextsBoundary>
          <UploadsProvider
            texts={messages.uploads.parts}
            scope={applicationId}
            onBehalf={doors.onBehalf}
            saveValues={doors.saveValues}
          >
            <SectionForms view={view} tried={tried !== undefined} />
          </UploadsProvider>
        </IssueTextsBoundary>
      )}
    </PageBody>
  );
}
