import { slotValueSchema } from "@/lib/domain/fields/slot-value";
import type { RequirementForm } from "@/lib/domain/requirements";
import { type FieldIssue, issuesOf } from "@/lib/domain/results";
import { slotValueWarnings } from "@/lib/domain/warnings";

export type ValueFaults = { issues: FieldIssue[]; warnings: FieldIssue[] };

/** What is wrong or odd about the values beside one file, by form code; an empty one is only missing, which is no fault yet. */
export function valueFaults(forms: readonly RequirementForm[], values: Record<string, string>): ValueFaults {
  const typed = forms.flatMap(({ code }) => {
    const value = values[code]?.trim();
    return value ? [{ code, value }] : [];
  });
  return {
    issues: typed.flatMap(({ code, value }) => {
      const parsed = slotValueSchema(code).safeParse(value);
      return parsed.success ? [] : issuesOf(parsed.error).map((issue) => ({ ...issue, path: code }));
    }),
    warnings: typed.flatMap(({ code, value }) => slotValueWarnings(code, value)),
  };
}
