import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { IssueTextsBoundary } from "@/app/issue-texts";
import { MerchantPage } from "@/app/merchant-page";
import { titleOf } from "@/app/title-of";
import { ReturnedWords } from "@/components/kyb/returned-words";
import { sectionKey } from "@/components/kyb/section-words";
import { OtherHand } from "@/components/onboarding/other-hand";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { UploadsProvider } from "@/components/uploads/uploads-provider";
import { paths } from "@/lib/paths";
import { readMerchant } from "@/lib/session";
import { partner } from "../../partner";
import { otherHandText } from "../hand-text";
import { GroupReasons } from "./group-parts";
import { loadSection, slugIn } from "./load-section";
import { SectionForms } from "./section-forms";

type Props = { params: Promise<{ section: string }>; searchParams: Promise<{ tried?: string }> };

async function sectionTitle(name: string): Promise<string> {
  const { section, isFinal } = await loadSection(slugIn(name));
  const [t, sections] = await Promise.all([getTranslations("correct.section"), getTranslations("sections.name")]);
  const what = sections(sectionKey(section.type));
  return isFinal ? what : t(section.cause === "change" ? "titleChange" : "title", { section: what });
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  return { title: await titleOf(await sectionTitle((await params).section), await searchParams) };
}

export default async function CorrectSectionPage({ params, searchParams }: Props) {
  const { section: name } = await params;
  const view = await loadSection(slugIn(name));
  const [t, messages, { tried }] = await Promise.all([getTranslations("correct"), getMessages(), searchParams]);
  const merchant = await readMerchant();
  const hand = merchant && (await otherHandText(merchant, view.application, view.slug));
  const isChange = view.section.cause === "change";
  const isOneOfMany = view.sections.length > 1;
  const returned = isChange ? null : view.returned.findLast(({ type }) => type === view.section.type);
  return (
    <MerchantPage help="correct" width="form">
      <PageHeader
        title={await sectionTitle(name)}
        lead={t(view.isFinal ? "section.leadFinal" : isChange ? "section.leadChange" : "section.lead")}
        back={isOneOfMany ? { href: paths.correct, label: t("backToAll") } : { href: paths.status, label: t("back") }}
      />
      {returned ? (
        <div className="mb-6">
          <ReturnedWords returned={returned} partnerName={(await partner()).name} level={2} />
        </div>
      ) : null}
      <OtherHand
        liveUrl={paths.live(view.application.id)}
        askUrl={paths.lastHand(view.application.id, view.slug)}
        revision={view.application.revision}
        first={hand}
        reload={t("hand.reload")}
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
            scope={view.application.id}
            saveValues={view.doors.saveValues}
          >
            {view.section.slots.length > 0 ? (
              <noscript>
                <Notice tone="warn" className="mb-6">
                  {t("section.noScript")}
                </Notice>
              </noscript>
            ) : null}
            <SectionForms view={view} tried={tried !== undefined} />
          </UploadsProvider>
        </IssueTextsBoundary>
      )}
    </MerchantPage>
  );
}
