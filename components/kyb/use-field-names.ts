import { useMessages } from "next-intl";
import type { Change } from "@/lib/domain/correction-plan";

/** Names and values of what was changed, in the words of the forms in which it was filled in. */
export function useFieldNames() {
  const messages: unknown = useMessages();
  const words = (...path: string[]): string | null => {
    let found: unknown = messages;
    for (const key of path) {
      const isTree = typeof found === "object" && found !== null && Object.hasOwn(found, key);
      found = isTree ? (found as Record<string, unknown>)[key] : null;
    }
    return typeof found === "string" ? found : null;
  };
  const slot = (slotId: string) => {
    const code = slotId.split(".").at(-1) ?? slotId;
    return words("onboarding", "documents", code, "name") ?? code;
  };
  return {
    /** What a slot is for. */
    slot,
    changed: (change: Exclude<Change, { kind: "file" }>) => {
      if (change.kind === "value") return words("onboarding", "slotForms", change.code) ?? change.code;
      const { part, field } = change;
      // A difference in social media is named by its network.
      if (part === "social") return words("parts", "social", "fields", "code", "options", field) ?? field;
      return words("parts", part, "fields", field, "label") ?? field;
    },
    /** The words of a choice, or the value itself. */
    value: (change: Exclude<Change, { kind: "file" }>, value: string) =>
      (change.kind === "field" && words("parts", change.part, "fields", change.field, "options", value)) || value,
  };
}
