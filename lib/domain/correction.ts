/** What a merchant may change after DOKU has spoken, and what differs from what DOKU has. Pure; the rows come from the database. */
import type { BusinessPart, Kind } from "./business";
import type { ChangeableType } from "./changes";
import { hasBusinessNameAsBrand } from "./part-input";
import { primaryContactKey, type Slot } from "./requirements";
import { type CallbackType, type Entity, isBrandSuspended, verdictTypes } from "./sections";

/** An entity with our own key of what it is (see kyb_entities.ref); null where we could not tell. */
export type RefEntity = Pick<Entity, "type" | "entityId" | "name" | "state" | "notes"> & { ref: string | null };

/** An entity that the merchant may correct: DOKU refused it, or staff have granted a change. */
export type OpenEntity = RefEntity & { cause: "correction" | "change" };

/**
 * What is open: every refused entity, and approved ones of a section whose change was granted. Nothing while DOKU has
 * suspended the brand: it takes no corrections then (contract section 10, "yes, unless suspended").
 */
export function openEntities(entities: readonly RefEntity[], granted: readonly ChangeableType[]): OpenEntity[] {
  if (isBrandSuspended(entities)) return [];
  return entities.flatMap((entity): OpenEntity[] => {
    if (!verdictTypes.includes(entity.type)) return [];
    if (entity.state === "rejected") return [{ ...entity, cause: "correction" }];
    const isGranted = (granted as readonly CallbackType[]).includes(entity.type);
    const isSettled = entity.state === "approved" || entity.state === "inactive";
    return isGranted && isSettled ? [{ ...entity, cause: "change" }] : [];
  });
}

/** The section's own part of the answers; documents and photos have files alone. */
const ownPart: Partial<Record<CallbackType, BusinessPart>> = {
  BUSINESS: "profile",
  BUSINESS_CONTACT: "contacts",
  BUSINESS_ADDRESS: "address",
  BUSINESS_BANK: "bank",
  BRAND: "brand",
  BRAND_SOCIAL_MEDIA: "social",
};

/** Name and description that a sole proprietor's business and brand share (contract section 8). */
export const sharedFields: readonly string[] = ["name", "description"];

/** Sections as they stand in addresses of pages. */
export const sectionSlugs = {
  profile: "BUSINESS",
  contacts: "BUSINESS_CONTACT",
  address: "BUSINESS_ADDRESS",
  documents: "BUSINESS_DOCUMENT",
  bank: "BUSINESS_BANK",
  brand: "BRAND",
  social: "BRAND_SOCIAL_MEDIA",
  photos: "BRAND_PHOTO_PROOF",
} as const satisfies Record<string, CallbackType>;
export type SectionSlug = keyof typeof sectionSlugs;

/** The slug of a section with a verdict; null for the headline and the payment methods, which nobody corrects. */
export function slugOf(type: CallbackType): SectionSlug | null {
  const slugs = Object.keys(sectionSlugs) as SectionSlug[];
  return slugs.find((slug) => sectionSlugs[slug] === type) ?? null;
}

type Kinds = Pick<Kind, "businessType"> | null;

/** The parts in which a section is corrected. A sole proprietor's brand has its name in the business profile. */
export function partsOfSection(type: CallbackType, kind: Kinds): BusinessPart[] {
  const own = ownPart[type];
  if (!own) return [];
  return type === "BRAND" && hasBusinessNameAsBrand(kind) ? ["profile", "brand"] : [own];
}

/** Which fields of a part may be changed now: all of them, some by name, or those of list entries by their key. */
export type PartScope = { fields: readonly string[] | null; keys: readonly string[] | null };

const typesOf = (open: readonly OpenEntity[]) => new Set(open.map(({ type }) => type));

/** Our keys of a section's open entities; null when one of them could not be told, so that all must be open. */
function openKeys(open: readonly OpenEntity[], type: CallbackType, onlyKey: string | null): string[] | null {
  const refs = open.filter((entity) => entity.type === type).map(({ ref }) => ref ?? onlyKey);
  const known = refs.flatMap((ref) => ref ?? []);
  return known.length === refs.length ? known : null;
}

/**
 * What may be changed in one part, or null when nothing.
 * @param contactKeys the contacts that DOKU has: a sole one is it, even where the entity could not be told
 */
export function scopeOfPart(
  part: BusinessPart,
  open: readonly OpenEntity[],
  { kind, contactKeys }: { kind: Kinds; contactKeys: readonly string[] },
): PartScope | null {
  const types = typesOf(open);
  const all: PartScope = { fields: null, keys: null };
  switch (part) {
    case "profile":
      if (types.has("BUSINESS")) return all;
      return types.has("BRAND") && hasBusinessNameAsBrand(kind) ? { fields: sharedFields, keys: null } : null;
    case "brand":
      return types.has("BRAND") ? all : null;
    case "address":
      return types.has("BUSINESS_ADDRESS") ? all : null;
    case "bank":
      return types.has("BUSINESS_BANK") ? all : null;
    case "contacts": {
      if (!types.has("BUSINESS_CONTACT")) return null;
      const sole = contactKeys.length === 1 ? (contactKeys[0] ?? null) : null;
      return { fields: null, keys: openKeys(open, "BUSINESS_CONTACT", sole) };
    }
    case "social":
      if (!types.has("BRAND_SOCIAL_MEDIA")) return null;
      return { fields: null, keys: openKeys(open, "BRAND_SOCIAL_MEDIA", null) };
  }
}

type Values = Record<string, unknown>;
const listIn = (values: Values, name: string): Values[] => {
  const list = values[name];
  return Array.isArray(list) ? list.filter((item): item is Values => typeof item === "object" && item !== null) : [];
};

/** The values to keep of what was posted: what is locked stays as it was, whatever a browser sends. */
export function withinScope(part: BusinessPart, before: Values, posted: Values, scope: PartScope): Values {
  const { fields, keys } = scope;
  if (part === "contacts") {
    const given = listIn(posted, "contacts");
    const contacts = listIn(before, "contacts").map((contact) => {
      const key = String(contact.key);
      const own = given.find((one) => one.key === key);
      return own && (keys === null || keys.includes(key)) ? { ...contact, ...own, key } : contact;
    });
    return { ...before, contacts };
  }
  if (part === "social") {
    const isLocked = (code: unknown) => keys !== null && !keys.includes(String(code));
    const locked = listIn(before, "accounts").filter(({ code }) => isLocked(code));
    const lockedCodes = locked.map(({ code }) => code);
    const own = listIn(posted, "accounts").filter(({ code }) => !lockedCodes.includes(code));
    return { ...before, accounts: [...locked, ...own] };
  }
  const allowed = Object.entries(posted).filter(([field]) => fields === null || fields.includes(field));
  return { ...before, ...Object.fromEntries(allowed) };
}

/** Whose file a slot holds: the selfie is the primary contact's where nobody else is named. */
export function contactOfSlot(slot: Slot): string | null {
  if (slot.contactKey) return slot.contactKey;
  return slot.requirement.category === "OWNER_LIVENESS" ? primaryContactKey : null;
}

/** The slots whose files and values belong to an open entity. */
export function slotsOfEntity(entity: OpenEntity, slots: readonly Slot[], contactKeys: readonly string[]): Slot[] {
  const sole = contactKeys.length === 1 ? (contactKeys[0] ?? null) : null;
  return slots.filter((slot) => {
    const { category } = slot.requirement;
    const contact = contactOfSlot(slot);
    switch (entity.type) {
      case "BUSINESS_CONTACT": {
        const key = entity.ref ?? sole;
        return contact !== null && (key === null || contact === key);
      }
      case "BUSINESS_DOCUMENT":
        return category === "DOCUMENT" && contact === null && (entity.ref === null || slot.id === entity.ref);
      case "BUSINESS_BANK":
        return category === "BANK_ACCOUNT";
      case "BRAND":
        return category === "LOGO";
      case "BRAND_PHOTO_PROOF":
        return category === "PHOTO_PROOF";
      default:
        return false;
    }
  });
}

/** All slots that are open now, each once. */
export function openSlots(open: readonly OpenEntity[], slots: readonly Slot[], contactKeys: readonly string[]): Slot[] {
  const ids = new Set(open.flatMap((entity) => slotsOfEntity(entity, slots, contactKeys).map(({ id }) => id)));
  return slots.filter(({ id }) => ids.has(id));
}
