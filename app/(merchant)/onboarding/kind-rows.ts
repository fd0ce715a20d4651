import { getMessages } from "next-intl/server";
import type { Description } from "@/components/ui/description-list";
import type { Kind } from "@/lib/domain/business";

/** The four answers in the reader's words. */
export async function kindRows(kind: Kind): Promise<Description[]> {
  const { fields } = (await getMessages()).kind;
  return Object.entries(fields).map(([name, field]) => {
    const value = kind[name as keyof Kind];
    const options: Record<string, string | undefined> = field.options;
    return { id: name, term: field.label, value: options[value] ?? value };
  });
}
