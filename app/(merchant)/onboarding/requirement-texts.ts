import { getMessages } from "next-intl/server";
import type { Requirement } from "@/lib/domain/requirements";

/** `where`: what it is and who issues it; empty where we do not know. */
type Words = { name: string; about: string; where: string };

/** Words for what DOKU asks for: our own where the code is known, else the name that DOKU sends (contract section 7). */
export async function requirementTexts() {
  const { documents, slotForms } = (await getMessages()).onboarding;
  const known: Record<string, Words | undefined> = documents;
  const forms: Record<string, string | undefined> = slotForms;
  return {
    of: ({ code, category, name }: Pick<Requirement, "code" | "category" | "name">): Words =>
      known[code ?? category] ?? { name, about: "", where: "" },
    form: ({ code, name }: { code: string; name: string }): string => forms[code] ?? name,
  };
}
