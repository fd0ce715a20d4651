import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { IssueTextsBoundary } from "@/app/issue-texts";
import { MerchantPage } from "@/app/merchant-page";
import { titleOf } from "@/app/title-of";
import { KindForm } from "@/components/onboarding/kind-form";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { kindSchema } from "@/lib/domain/business";
import { inputOf } from "@/lib/domain/part-input";
import type { ApplicationForm } from "@/lib/domain/progress";
import { issuesOf } from "@/lib/domain/results";
import { openingValues } from "@/lib/domain/suggestions";
import { paths } from "@/lib/paths";
import { readEditable } from "../editable-form";
import { formTexts } from "../form-texts";
import { postKind, submitKind } from "./actions";
import { ChosenRequirements } from "./chosen-requirements";

type Props = {
  searchParams: Promise<Record<"change" | "return" | "tried" | "failed" | "confirm", string | undefined>>;
};

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations("onboarding.requirements");
  return { title: await titleOf(t("title"), await searchParams) };
}

/** Whether the answers in the draft are not those that the list was read for: DOKU could not be reached, or files stood against it. */
function differsFromChosen({ kind, parts }: ApplicationForm): boolean {
  const typed = inputOf("kind", parts.kind.values);
  return kind !== null && Object.entries(kind).some(([name, value]) => typed[name] !== value);
}

export default async function RequirementsPage({ searchParams }: Props) {
  const query = await searchParams;
  const { merchant, form, files, person } = await readEditable();
  const [t, kind, messages] = await Promise.all([
    getTranslations("onboarding"),
    getTranslations("kind"),
    getMessages(),
  ]);
  const returnToCheck = query.return === "check";
  const isChosen = form.kind !== null && form.requirements !== null;
  const differs = isChosen && differsFromChosen(form);
  const asks = !isChosen || differs || Object.keys(query).some((name) => name !== "return");
  const parsed = kindSchema.safeParse(inputOf("kind", form.parts.kind.values));
  return (
    <MerchantPage help="requirements" width={asks ? "form" : "text"}>
      <PageHeader
        title={t("requirements.title")}
        lead={t("requirements.lead")}
        back={
          returnToCheck
            ? { href: paths.check, label: t("backToCheck") }
            : { href: paths.onboarding, label: t("backToTasks") }
        }
      />
      {asks ? (
        <div className="space-y-6">
          {query.failed ? (
            <Notice tone="bad" title={t("requirements.unreachable")}>
              {messages.errors.dokuUnreachable}
            </Notice>
          ) : differs ? (
            <Notice tone="warn">{t("requirements.draftDiffers")}</Notice>
          ) : null}
          <IssueTextsBoundary>
            <KindForm
              kind={null}
              values={openingValues("kind", form, person)}
              warnings={[]}
              faults={query.tried && !parsed.success ? issuesOf(parsed.error) : []}
              fields={messages.kind.fields}
              texts={
                await formTexts({
                  submit: t(isChosen ? "requirements.update" : "requirements.see"),
                  sending: t("requirements.asking"),
                })
              }
              words={{
                fixed: kind("fixed"),
                confirmTitle: t("requirements.confirmTitle"),
                confirmText: t("requirements.confirmText"),
                confirmGo: t("requirements.confirmGo"),
                confirmStay: t("requirements.confirmStay"),
              }}
              returnToCheck={returnToCheck}
              post={postKind}
              submitKind={submitKind}
            />
          </IssueTextsBoundary>
        </div>
      ) : (
        <ChosenRequirements applicationId={merchant.application.id} form={form} files={files} />
      )}
    </MerchantPage>
  );
}
