/** What of an open section a refusal is about: that is shown at once, everything else of it behind a disclosure. Pure. */
import { placeOfNoteField } from "../doku/note-fields";
import type { BusinessPart, Kind } from "../domain/business";
import { contactOfSlot, type OpenEntity, scopeOfPart, slotsOfEntity } from "../domain/correction";
import type { SectionCorrection } from "../domain/correction-plan";
import { hasBusinessNameAsBrand } from "../domain/part-input";
import { type ExplainedNote, reasons } from "../domain/reasons";
import type { Slot } from "../domain/requirements";

type Split<T> = { main: T[]; more: T[] };

/** What is corrected together: a contact, a document, or a whole section. */
export type CorrectionGroup = {
  key: string;
  /** Whose notes stand above it. */
  entities: OpenEntity[];
  contactKey: string | null;
  parts: ({ part: BusinessPart } & Split<string>)[];
  slots: Split<Slot>;
};

const fieldsOfPart: Record<BusinessPart, readonly string[]> = {
  profile: ["name", "email", "phone", "description", "websiteReadiness", "mobileAppReadiness"],
  brand: ["name", "description", "category", "transactionFrequency", "transactionQuantity"],
  social: ["code", "url"],
  address: ["area", "street"],
  contacts: ["name", "email", "phone", "nationality", "position"],
  bank: ["bankId", "bankName", "swiftCode", "accountNumber", "accountName"],
};
/** Fields that are one question: the bank brings its name and code, and an address is right as a whole only. */
const together: readonly (readonly string[])[] = [
  ["bankId", "bankName", "swiftCode"],
  ["area", "street"],
];

type Known = { kind: Pick<Kind, "businessType"> | null; contactKeys: readonly string[] };

function openFields(part: BusinessPart, section: SectionCorrection, known: Known): readonly string[] {
  const all = fieldsOfPart[part];
  const scope = scopeOfPart(part, section.open, known);
  const own = all.filter((field) => scope?.fields?.includes(field) ?? scope !== null);
  if (part !== "brand" || !hasBusinessNameAsBrand(known.kind)) return own;
  return own.filter((field) => field !== "name" && field !== "description");
}

type Found = { fields: string[]; slots: Slot[] };

/** The files that a note means: the selfie or the papers of a contact, else all of the group's. */
function filesMeant({ type, subject }: ExplainedNote, slots: readonly Slot[]): Slot[] {
  const isSelfie = ({ requirement }: Slot) => requirement.category === "OWNER_LIVENESS";
  const meant = slots.filter((slot) => type !== "BUSINESS_CONTACT" || isSelfie(slot) === (subject === "selfie"));
  return meant.length > 0 ? meant : [...slots];
}

/** What one note is about; null when it may be anything. */
function meantBy(note: ExplainedNote, fields: readonly string[], slots: readonly Slot[]): Found | null {
  const place = note.note.field === null ? null : placeOfNoteField(note.type, note.note.field);
  if (place && "field" in place && fields.includes(place.field)) {
    const linked = together.find((names) => names.includes(place.field)) ?? [place.field];
    return { fields: fields.filter((field) => linked.includes(field)), slots: [] };
  }
  if (place && "category" in place) {
    const own = slots.filter(({ requirement }) => requirement.category === place.category);
    if (own.length > 0) return { fields: [], slots: own };
  }
  if (place && "value" in place) {
    const has = ({ requirement: { code, forms } }: Slot) =>
      code === place.value || forms.some((one) => one.code === place.value);
    const own = slots.filter(has);
    if (own.length > 0) return { fields: [], slots: own };
  }
  const about = place && "files" in place ? "files" : note.certain ? reasons[note.code].about : "both";
  if (about === "files" && slots.length > 0) return { fields: [], slots: filesMeant(note, slots) };
  if (about === "fields" && fields.length > 0) return { fields: [...fields], slots: [] };
  return null;
}

function split(
  group: Pick<CorrectionGroup, "key" | "entities" | "contactKey">,
  { section, notes, slots, known }: { section: SectionCorrection; notes: ExplainedNote[]; slots: Slot[]; known: Known },
): CorrectionGroup {
  const own = section.parts.map((part) => ({ part, fields: openFields(part, section, known) }));
  const fields = own.flatMap((one) => one.fields);
  const meant = notes.map((note) => meantBy(note, fields, slots));
  const isAll = section.type === "BRAND_SOCIAL_MEDIA" || meant.length === 0 || meant.includes(null);
  const isMain = (field: string) => isAll || meant.some((found) => found?.fields.includes(field));
  const isMainSlot = ({ id }: Slot) => isAll || meant.some((found) => found?.slots.some((slot) => slot.id === id));
  return {
    ...group,
    parts: own.map(({ part, fields }) => ({
      part,
      main: fields.filter(isMain),
      more: fields.filter((field) => !isMain(field)),
    })),
    slots: { main: slots.filter(isMainSlot), more: slots.filter((slot) => !isMainSlot(slot)) },
  };
}

/**
 * The groups of one section in reading order. Where DOKU's notes name nothing that we know, and where a change was
 * granted, everything of the group is shown at once.
 */
export function correctionGroups(
  section: SectionCorrection,
  explained: readonly ExplainedNote[],
  known: Known,
): CorrectionGroup[] {
  const { open, slots, type } = section;
  const notesOf = (entities: readonly OpenEntity[]) =>
    explained.filter((note) => entities.some(({ entityId }) => entityId === note.entityId));
  const slotsOf = (entity: OpenEntity) => slotsOfEntity(entity, slots, known.contactKeys);
  if (type === "BUSINESS_CONTACT") {
    const sole = known.contactKeys.length === 1 ? known.contactKeys[0] : null;
    const keyOf = ({ ref }: OpenEntity) => ref ?? sole ?? null;
    const isUnclear = open.some((entity) => keyOf(entity) === null);
    const keys = known.contactKeys.filter((key) => isUnclear || open.some((entity) => keyOf(entity) === key));
    return keys.map((key, index) => {
      // Notes about nobody in particular stand above the first.
      const own = open.filter((entity) => (keyOf(entity) === null ? index === 0 : keyOf(entity) === key));
      const mine = slots.filter((slot) => contactOfSlot(slot) === key);
      const notes = isUnclear ? [] : notesOf(own);
      return split({ key, entities: own, contactKey: key }, { section, notes, slots: mine, known });
    });
  }
  if (type === "BUSINESS_DOCUMENT" && open.every(({ ref }) => ref !== null)) {
    return open.map((entity) =>
      split(
        { key: entity.entityId, entities: [entity], contactKey: null },
        { section, notes: notesOf([entity]), slots: slotsOf(entity), known },
      ),
    );
  }
  return [
    split({ key: type, entities: open, contactKey: null }, { section, notes: notesOf(open), slots: [...slots], known }),
  ];
}
