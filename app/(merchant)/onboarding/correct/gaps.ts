import { getMessages, getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import type { SummaryIssue } from "@/components/forms/error-summary";
import { issueText } from "@/components/forms/issue-text";
import type { BusinessPart } from "@/lib/domain/business";
import type { SectionCorrection } from "@/lib/domain/correction-plan";
import { type ApplicationForm, neededSlots } from "@/lib/domain/progress";
import type { FieldIssue } from "@/lib/domain/results";
import { slotNames } from "../uploads/slot-names";

type Gaps = Pick<SectionCorrection, "issues">;

/** Faults of the fields of one part, for its own form. */
export function fieldFaults({ issues }: Gaps, part: BusinessPart): FieldIssue[] {
  return issues.flatMap((found) => (found.part === part ? found.issues : []));
}

const lastWord = (path: string) => path.split(".").at(-1) ?? path;

/** Everything else that keeps the section from being sent, in words: files, values beside them, the page's other form. */
export async function otherGaps(
  { issues }: Gaps,
  { part, form }: { part: BusinessPart | null; form: ApplicationForm },
): Promise<SummaryIssue[]> {
  const [t, correct, words, names, { parts }] = await Promise.all([
    getTranslations("uploads"),
    getTranslations("correct.section"),
    issueTexts(),
    slotNames(form),
    getMessages(),
  ]);
  const slots = new Map(neededSlots(form).map((slot) => [slot.id, slot]));
  const labelOf = (of: BusinessPart, path: string): string => {
    const fields: Record<string, { label: string } | undefined> = parts[of].fields;
    return fields[lastWord(path)]?.label ?? parts[of].title;
  };
  return issues.flatMap((found): SummaryIssue[] => {
    const slot = found.slotId === null ? undefined : slots.get(found.slotId);
    if (slot) {
      const what = names.what(slot);
      if (found.issues.length === 0) return [{ path: slot.id, text: t("missingFile", { what }) }];
      return found.issues.map((issue) => ({
        path: `${slot.id}.${issue.path}`,
        text: t("missingOf", { what, text: issueText(words.errors, issue) }),
      }));
    }
    const other = found.part;
    if (other === null || other === part) return [];
    return found.issues.map((issue) => {
      const text = issueText(words.errors, issue);
      return { path: issue.path, text: correct("missingOther", { label: labelOf(other, issue.path), text }) };
    });
  });
}
