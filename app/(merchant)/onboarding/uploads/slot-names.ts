import { getTranslations } from "next-intl/server";
import type { ApplicationForm } from "@/lib/domain/progress";
import { primaryContactKey, type Slot } from "@/lib/domain/requirements";
import { requirementTexts } from "../requirement-texts";

/** Names of the contacts by their key, as far as they are typed. */
function contactNames(form: Pick<ApplicationForm, "parts">): Map<string, string> {
  const { contacts } = form.parts.contacts.values as { contacts?: { key?: string; name?: string }[] };
  return new Map((contacts ?? []).flatMap(({ key, name }) => (key && name?.trim() ? [[key, name.trim()]] : [])));
}

export type SlotGroup = { id: string; title: string; slots: Slot[] };

/** Words for slots: what each is called, whose it is, and under which heading it stands. */
export async function slotNames(form: ApplicationForm) {
  const [t, texts] = await Promise.all([getTranslations("uploads"), requirementTexts()]);
  const names = contactNames(form);
  const personOf = (key: string, position: number) => {
    const name = names.get(key);
    const isOwner = key === primaryContactKey;
    if (name) return t(isOwner ? "groups.ownerNamed" : "groups.contactNamed", { name });
    return isOwner ? t("groups.owner") : t("groups.contact", { number: position });
  };
  return {
    texts,
    /** The slot in a few words; a contact's with the contact's name, where one is typed. */
    what({ requirement, contactKey }: Slot): string {
      const { name } = texts.of(requirement);
      const person = contactKey ? names.get(contactKey) : undefined;
      return person ? t("whatOf", { name, person }) : name;
    },
    /** What a file was for that nothing asks for any more, from its slot's id: the code, or the category. */
    ofSlotId(slotId: string): string {
      const code = slotId.split(".").at(-1) ?? slotId;
      return texts.of({ code, category: "DOCUMENT", name: code }).name;
    },
    /** People first, each with its own heading, then the business, its brand, its bank and the rest. */
    groups(slots: readonly Slot[]): SlotGroup[] {
      const keys = [...new Set(slots.flatMap(({ contactKey }) => contactKey ?? []))];
      const people = keys.map((key, index) => ({
        id: `contact-${key}`,
        title: personOf(key, index + 1),
        slots: slots.filter(({ contactKey }) => contactKey === key),
      }));
      const places = (["business", "brand", "bank_account", "service_agreement"] as const).map((place) => ({
        id: place,
        title: t(`groups.${place}`),
        slots: slots.filter(({ requirement }) => requirement.place === place),
      }));
      return [...people, ...places].filter((group) => group.slots.length > 0);
    },
  };
}
