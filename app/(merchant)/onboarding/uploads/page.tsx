import type { Metadata } from "next";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { IssueTextsBoundary } from "@/app/issue-texts";
import { MerchantPage } from "@/app/merchant-page";
import { PhotoGuide } from "@/components/onboarding/photo-guide";
import { WhereToGet } from "@/components/onboarding/where-to-get";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { ContinueUploads } from "@/components/uploads/continue-uploads";
import { LeftoverFiles } from "@/components/uploads/leftover-files";
import { SlotCard } from "@/components/uploads/slot-card";
import { UploadsProvider } from "@/components/uploads/uploads-provider";
import { paths } from "@/lib/paths";
import { readEditable } from "../editable-form";
import { findMissing, postUploads, saveValues } from "./actions";
import { loadUploads } from "./load-uploads";

type Props = { searchParams: Promise<{ return?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("uploads");
  return { title: t("title") };
}

export default async function UploadsPage({ searchParams }: Props) {
  const returnToCheck = (await searchParams).return === "check";
  const { merchant, form } = await readEditable();
  const [t, tasks, common, messages, locale] = await Promise.all([
    getTranslations("uploads"),
    getTranslations("onboarding"),
    getTranslations("common"),
    getMessages(),
    getLocale(),
  ]);
  const back = returnToCheck
    ? { href: paths.check, label: tasks("backToCheck") }
    : { href: paths.onboarding, label: tasks("backToTasks") };
  if (!form.requirements) {
    return (
      <MerchantPage help="uploads">
        <PageHeader title={t("title")} back={back} />
        <EmptyState
          title={t("tooEarly.title")}
          actions={<ButtonLink href={paths.requirements}>{t("tooEarly.go")}</ButtonLink>}
        >
          {t("tooEarly.text")}
        </EmptyState>
      </MerchantPage>
    );
  }
  const { groups, leftovers } = await loadUploads(merchant.application.id, form);
  return (
    <MerchantPage help="uploads">
      <PageHeader title={t("title")} lead={t("lead")} back={back} />
      <IssueTextsBoundary>
        <UploadsProvider texts={messages.uploads.parts} scope={merchant.application.id} saveValues={saveValues}>
          <noscript>
            <Notice tone="warn" className="mb-6">
              {t("noScript")}
            </Notice>
          </noscript>
          {/* What it lists as missing is in the language of its day, so another language starts it anew. */}
          <ContinueUploads
            key={locale}
            href={returnToCheck ? paths.check : paths.onboarding}
            back={back}
            findMissing={findMissing.bind(null, {})}
            post={postUploads}
            summaryTitle={t("missingTitle")}
            offline={t("continueOffline")}
            button={returnToCheck ? t("toCheck") : common("continue")}
            pending={common("saving")}
          >
            {returnToCheck ? <input type="hidden" name="return" value="check" /> : null}
            {groups.map((group) => (
              <section key={group.id} aria-labelledby={`group-${group.id}`} className="space-y-3.5">
                <h2 id={`group-${group.id}`} className="text-xl font-bold">
                  {group.title}
                </h2>
                {group.cards.map(({ view, guide, where }) => (
                  <SlotCard key={view.id} slot={view} locale={locale}>
                    {where ? (
                      <WhereToGet question={tasks("requirements.where")} name={view.label} answer={where} />
                    ) : null}
                    {guide ? <PhotoGuide kinds={[guide]} texts={messages.onboarding.requirements.photo} /> : null}
                  </SlotCard>
                ))}
              </section>
            ))}
            {leftovers.length > 0 ? (
              <LeftoverFiles
                title={t("leftovers.title")}
                text={t("leftovers.text")}
                leftovers={leftovers}
                locale={locale}
              />
            ) : null}
          </ContinueUploads>
        </UploadsProvider>
      </IssueTextsBoundary>
    </MerchantPage>
  );
}
