import { useTranslations } from "next-intl";
import { type SectionSlug, sectionSlugs } from "@/lib/domain/correction";
import { sectionKey } from "../kyb/section-words";
import { useMoments } from "../kyb/use-moments";
import { isCallbackType } from "./exchange-words";
import { useWords } from "./use-words";

/** Something that a person or the system did, from the audit trail. */
export type Deed = {
  kind: "deed";
  id: string;
  at: Date;
  action: string;
  actorKind: "merchant" | "staff" | "webhook" | "system";
  actorName: string | null;
  detail: Record<string, string | number | boolean | null>;
};

/** An action of the audit trail in words; one that has none is shown as it is. */
export function useActionWords(): (action: string) => string {
  const words = useWords();
  return (action) => words("events", "action", action.replace(".", "_")) ?? action;
}

/** A deed in words, with the details that say more than its title. */
export function useDeedWords() {
  const t = useTranslations("events");
  const sections = useTranslations("sections");
  const words = useWords();
  const actionWords = useActionWords();
  const { short } = useMoments();
  const namesOf = (types: string) =>
    types
      .split(" ")
      .map((type) => (isCallbackType(type) ? sections(`name.${sectionKey(type)}`) : type))
      .join(", ");
  /** Which personal numbers were shown: the part of the answers, and the field where it was one. */
  const whatOf = (what: string) => {
    const [place = "", name = "", ...path] = what.split("/");
    const field = path.at(-1) ?? "";
    if (place === "answers") {
      return [words("parts", name, "title") ?? name, words("parts", name, "fields", field, "label") ?? field];
    }
    if (place === "beside") return [words("desk", "data", "beside"), words("onboarding", "slotForms", field) ?? field];
    if (place === "changes") return [isCallbackType(name) ? namesOf(name) : name, words("desk", "data", "working")];
    const type = Object.hasOwn(sectionSlugs, name) ? sectionSlugs[name as SectionSlug] : null;
    return [type && namesOf(type), words("desk", "data", "correct")];
  };
  return ({ action, actorKind, actorName, detail }: Omit<Deed, "kind" | "id" | "at">) => {
    const { part, slot, failure, businessId, files, notRegistered, work } = detail;
    const types = detail.sections ?? detail.type;
    const more = [
      typeof types === "string" ? namesOf(types) : null,
      typeof part === "string" ? (words("parts", part, "title") ?? part) : null,
      typeof detail.what === "string" ? whatOf(detail.what).filter(Boolean).join(", ") : null,
      typeof slot === "string" ? slot : null,
      notRegistered === true ? t("notRegistered") : null,
      typeof failure === "string" ? (words("events", "callOutcome", failure) ?? failure) : null,
      typeof files === "number" && files > 0 ? t("files", { count: files }) : null,
      typeof businessId === "string" ? businessId : null,
      typeof work === "string" ? (words("work", "kind", work) ?? work) : null,
      typeof detail.assignee === "string" ? detail.assignee : null,
      typeof detail.until === "string" ? t("until", { when: short(new Date(detail.until)) }) : null,
    ];
    return {
      tone: "idle" as const,
      title: actionWords(action),
      outcome: actorName ?? t(`actor.${actorKind}`),
      reason: null,
      facts: more.filter((fact) => fact !== null),
    };
  };
}
