import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { fieldId } from "@/components/forms/field";
import { issueText } from "@/components/forms/issue-text";
import type { CheckRow } from "@/components/onboarding/check-section";
import { type BusinessPart, businessParts, type PartName } from "@/lib/domain/business";
import { hasBusinessNameAsBrand, inputOf } from "@/lib/domain/part-input";
import type { ApplicationForm } from "@/lib/domain/progress";
import type { FieldIssue } from "@/lib/domain/results";
import { accountNames, type KnownPerson } from "@/lib/domain/suggestions";
import { crossWarnings, warningsFor } from "@/lib/domain/warnings";
import { paths } from "@/lib/paths";
import { type AnswerRow, answerGroups } from "./part-rows";

type Found = { part: PartName | "slotValues"; issue: FieldIssue }[];

/** Everything that looks wrong but may be right, by part and path. */
export function allWarnings(form: ApplicationForm, person: KnownPerson): Found {
  const names = accountNames(form, person);
  const own = businessParts.flatMap((part) =>
    warningsFor(part, inputOf(part, form.parts[part].values), names).map((issue) => ({ part, issue })),
  );
  return [...own, ...crossWarnings({ ...(form.kind ? { kind: form.kind } : {}), slotValues: form.slotValues })];
}

/** Where one answer is changed; a sole proprietor's brand name is the profile's. */
function changeHref(part: BusinessPart, path: string, form: ApplicationForm): string {
  const isOfProfile =
    part === "brand" && hasBusinessNameAsBrand(form.kind) && (path === "name" || path === "description");
  const field = path === "bankName" ? "bankId" : path;
  const anchor = field === "" ? "" : `#${fieldId(field)}`;
  return `${paths.business(isOfProfile ? "profile" : part)}?return=check${anchor}`;
}

export type CheckGroups = { id: string; title: string | null; rows: CheckRow[] }[];

/** One part's answers with their warnings, for the check page. */
export async function partGroups(part: BusinessPart, form: ApplicationForm, warnings: Found): Promise<CheckGroups> {
  const [t, texts, groups] = await Promise.all([
    getTranslations("onboarding.check"),
    issueTexts(),
    answerGroups(part, form),
  ]);
  const rowOf = ({ path, label, value }: AnswerRow): CheckRow => ({
    id: `${part}.${path}`,
    label,
    value: value || t("empty"),
    warnings: warnings
      .filter((found) => found.part === part && found.issue.path === path)
      .map(({ issue }) => issueText(texts.warnings, issue)),
    href: changeHref(part, path, form),
  });
  return groups.map((group) => ({ ...group, rows: group.rows.map(rowOf) }));
}
