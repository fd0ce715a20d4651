import { getMessages } from "next-intl/server";
import type { PartWords } from "@/components/onboarding/business-form";
import type { BusinessPart } from "@/lib/domain/business";

/** Words of one part beyond its fields' own. */
export async function partWords(part: BusinessPart): Promise<Partial<PartWords>> {
  const { common, parts } = await getMessages();
  const { social, address, bank } = parts;
  if (part === "social") return { social };
  if (part === "address") return { address };
  if (part === "bank") return { bank };
  return part === "contacts" ? { contacts: { ...parts.contacts, cancel: common.cancel } } : {};
}
