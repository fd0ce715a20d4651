import { getFormatter, getTranslations } from "next-intl/server";
import type { RequirementGroup, RequirementRow } from "@/components/onboarding/requirement-list";
import { type RequirementChanges, requirementKey } from "@/lib/domain/requirement-changes";
import { type Requirement, requirementPlaces } from "@/lib/domain/requirements";
import { requirementTexts } from "../requirement-texts";

const bytesPerMegabyte = 1024 * 1024;

/** JPG and JPEG are one kind of file under two names. */
const shownExtensions = (extensions: readonly string[]) =>
  extensions.filter((extension) => extension !== "JPEG" || !extensions.includes("JPG"));

/** DOKU's list in the reader's words, grouped by where each thing belongs; what is news is marked. */
export async function requirementGroups(
  requirements: readonly Requirement[],
  news: RequirementChanges | null,
): Promise<RequirementGroup[]> {
  const [t, format, texts] = await Promise.all([
    getTranslations("onboarding.requirements"),
    getFormatter(),
    requirementTexts(),
  ]);
  const isIn = (list: readonly Requirement[] | undefined, one: Requirement) =>
    list?.some((other) => requirementKey(other) === requirementKey(one)) ?? false;
  const rowOf = (requirement: Requirement): RequirementRow => {
    const { extensions, maxBytes, mandatory, forms } = requirement;
    const size = `${format.number(maxBytes / bytesPerMegabyte, { maximumFractionDigits: 1 })} MB`;
    return {
      id: requirementKey(requirement),
      ...texts.of(requirement),
      formats: t("formats", { formats: shownExtensions(extensions).join(", "), size }),
      typed: forms.length > 0 ? t("alsoTyped", { values: format.list(forms.map(texts.form)) }) : "",
      isPhoto: !extensions.includes("PDF"),
      marks: [
        ...(isIn(news?.added, requirement) ? [{ text: t("new"), tone: "wait" } as const] : []),
        ...(isIn(news?.changed, requirement) ? [{ text: t("changedMark"), tone: "wait" } as const] : []),
        ...(mandatory ? [] : [{ text: t("optional"), tone: "idle" } as const]),
      ],
    };
  };
  return requirementPlaces.flatMap((place) => {
    const rows = requirements.filter((requirement) => requirement.place === place).map(rowOf);
    return rows.length > 0 ? [{ id: place, title: t(`places.${place}`), rows }] : [];
  });
}
