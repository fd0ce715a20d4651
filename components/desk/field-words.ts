import { useTranslations } from "next-intl";
import type { Change } from "@/lib/domain/correction-plan";
import { useWords } from "./use-words";

/** `parts.<part>.fields.<field>`; the four questions of the kind have a namespace of their own. */
export function useFieldWords() {
  const words = useWords();
  const at = (part: string, ...path: string[]) =>
    words(...(part === "kind" ? ["kind"] : ["parts", part]), "fields", ...path);
  return {
    /** An account of a social network is called by the network. */
    label: (part: string, field: string) =>
      at(part, field, "label") ?? (part === "social" ? at(part, "code", "options", field) : null) ?? field,
    option: (part: string, field: string, value: string) => at(part, field, "options", value) ?? value,
  };
}

/** What a change is about, in words. */
export function useChangeTerm(slotNames: ReadonlyMap<string, string>): (change: Change) => string {
  const t = useTranslations("desk.data");
  const words = useWords();
  const { label } = useFieldWords();
  return (change) => {
    if (change.kind === "field") return label(change.part, change.field);
    const file = slotNames.get(change.slotId) ?? change.slotId;
    if (change.kind === "file") return file;
    return t("besideOf", { file, code: words("onboarding", "slotForms", change.code) ?? change.code });
  };
}
