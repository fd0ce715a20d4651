import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { IssueTextsBoundary } from "@/app/issue-texts";
import { MerchantPage } from "@/app/merchant-page";
import { titleOf } from "@/app/title-of";
import { BusinessForm } from "@/components/onboarding/business-form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { type BusinessPart, businessParts } from "@/lib/domain/business";
import { inputOf, partSchemaFor } from "@/lib/domain/part-input";
import type { ApplicationForm } from "@/lib/domain/progress";
import { issuesOf } from "@/lib/domain/results";
import { knownAnswers, namesAmong, openingValues } from "@/lib/domain/suggestions";
import { warningsFor } from "@/lib/domain/warnings";
import { paths } from "@/lib/paths";
import { readEditable } from "../../editable-form";
import { formTexts } from "../../form-texts";
import { partWords } from "../../part-words";
import { continuePart, postPart, searchAreas } from "../actions";

type Props = {
  params: Promise<{ part: string }>;
  searchParams: Promise<{ return?: string; tried?: string }>;
};

function partOf(name: string): BusinessPart {
  return businessParts.find((part) => part === name) ?? notFound();
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const part = partOf((await params).part);
  const t = await getTranslations("parts");
  return { title: await titleOf(t(`${part}.title`), await searchParams) };
}

/** A sole proprietor's brand is not asked for its name: the page says which one it has. */
async function BrandOfBusiness({ form }: { form: ApplicationForm }) {
  const t = await getTranslations("parts.brand");
  const { name, description } = form.parts.profile.values;
  return (
    <Notice
      className="mb-6"
      title={name ? t("personal") : t("personalEmpty")}
      actions={<Link href={paths.business("profile")}>{t("changeProfile")}</Link>}
    >
      {name ? <p className="font-semibold">{String(name)}</p> : null}
      {description ? <p className="whitespace-pre-line">{String(description)}</p> : null}
    </Notice>
  );
}

export default async function BusinessPartPage({ params, searchParams }: Props) {
  const part = partOf((await params).part);
  const query = await searchParams;
  const { form, person } = await readEditable();
  const [t, tasks, common, messages] = await Promise.all([
    getTranslations("parts"),
    getTranslations("onboarding"),
    getTranslations("common"),
    getMessages(),
  ]);
  const values = openingValues(part, form, person);
  const known = knownAnswers(part, form, person);
  const returnToCheck = query.return === "check";
  const parsed = partSchemaFor(part, form.kind).safeParse(inputOf(part, form.parts[part].values));
  const isNamedAfterBusiness = part === "brand" && form.kind?.businessType === "PERSONAL";
  return (
    <MerchantPage help={part} width="form">
      <PageHeader
        title={t(`${part}.title`)}
        lead={t(`${part}.lead`)}
        back={
          returnToCheck
            ? { href: paths.check, label: tasks("backToCheck") }
            : { href: paths.onboarding, label: tasks("backToTasks") }
        }
      />
      {isNamedAfterBusiness ? <BrandOfBusiness form={form} /> : null}
      <IssueTextsBoundary>
        <BusinessForm
          part={part}
          kind={form.kind && { businessType: form.kind.businessType }}
          values={values}
          warnings={warningsFor(part, values, namesAmong(known))}
          faults={query.tried && !parsed.success ? issuesOf(parsed.error) : []}
          fields={messages.parts[part].fields}
          texts={await formTexts({ submit: returnToCheck ? t("form.saveAndCheck") : common("continue") })}
          words={await partWords(part)}
          known={known}
          returnToCheck={returnToCheck}
          post={postPart}
          continuePart={continuePart}
          searchAreas={searchAreas}
        />
      </IssueTextsBoundary>
    </MerchantPage>
  );
}
