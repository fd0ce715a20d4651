/** Reads Get business data into the entities that rows are made of (contract section 9, A `entity-shape`). */
import type { CallbackType, Entity } from "../domain/sections";
import type { AnswerFacts } from "./request";
import { readNotes, stateOfStatus } from "./status";
import { codeOf, fieldOf, firstOf, objectOf, objectsOf, textOf, timeOf, type WireObject } from "./wire";

/** An entity with DOKU's own word for its state; `known` is false when we do not know that word and say "in review". */
export type ReadEntity = Entity & { rawStatus: string; known: boolean; clues: EntityClues };

/**
 * What tells which of our parts an entity is: a document's or network's code, a contact's e-mail, DOKU's ids of files,
 * and its place among those of its type, from 0.
 */
export type EntityClues = { code: string | null; email: string | null; fileIds: string[]; place: number };

export type BusinessReading = {
  businessId: string;
  brandId: string | null;
  name: string | null;
  /** The merchant's own secret, in clear: to be sealed, never logged, never sent to a browser. */
  sharedKey: string | null;
  entities: ReadEntity[];
  /** Entities that DOKU named without a status: nothing is said of them, least of all that they changed. */
  silent: { type: CallbackType; entityId: string; name: string | null; clues: EntityClues }[];
  /** DOKU's clock when it answered, in whole seconds. */
  dokuTime: Date | null;
};

type Found = { type: CallbackType; entityId: string; name: string | null; part: WireObject };

/** The reading, or null when the answer names no business. Accepts a `business` wrapper too. */
export function readBusinessData(body: unknown, facts: AnswerFacts): BusinessReading | null {
  const root = objectOf(fieldOf(objectOf(body), "business")) ?? objectOf(body);
  const businessId = textOf(fieldOf(root, "id"));
  if (!root || businessId === null) return null;
  const brand = objectsOf(fieldOf(root, "brands") ?? fieldOf(root, "brand"))[0] ?? null;
  const found = [...businessParts(root, businessId), ...(brand ? brandParts(brand) : [])];
  return {
    businessId,
    brandId: textOf(fieldOf(brand, "id")),
    name: textOf(fieldOf(root, "name")),
    sharedKey: textOf(fieldOf(brand, "shared_key")),
    ...readEntities(found),
    dokuTime: facts.dokuTime,
  };
}

/** Splits what was found into entities with a status and those without. The first of two with one id counts. */
export function readEntities(found: readonly Found[]): Pick<BusinessReading, "entities" | "silent"> {
  const entities = new Map<string, ReadEntity>();
  const silent = new Map<string, BusinessReading["silent"][number]>();
  const places = new Map<CallbackType, number>();
  for (const { type, entityId, name, part } of found) {
    const key = `${type}\n${entityId}`;
    const rawStatus = codeOf(fieldOf(part, "status"));
    if (entities.has(key) || silent.has(key)) continue;
    const place = places.get(type) ?? 0;
    places.set(type, place + 1);
    const clues = cluesOf(part, place);
    if (rawStatus === null) {
      silent.set(key, { type, entityId, name, clues });
      continue;
    }
    const state = stateOfStatus(rawStatus);
    entities.set(key, {
      type,
      entityId,
      name,
      state: state ?? "in_review",
      rawStatus,
      known: state !== null,
      clues,
      notes: readNotes([part]),
      dokuTime: firstOf([part], ["updated_at", "timestamp"], timeOf),
    });
  }
  return { entities: [...entities.values()], silent: [...silent.values()] };
}

/** An id beside a file may be the file's (contract section 9); those of the files inside a part are too. */
function cluesOf(part: WireObject, place: number): EntityClues {
  const files = [
    part,
    objectOf(fieldOf(part, "owner_liveness")),
    objectOf(fieldOf(part, "photo")),
    ...objectsOf(fieldOf(part, "documents")),
  ];
  return {
    code: codeOf(fieldOf(part, "code")),
    email: textOf(fieldOf(part, "email")),
    place,
    fileIds: files.flatMap((file) =>
      [textOf(fieldOf(file, "file_id")) ?? [], textOf(fieldOf(file, "id")) ?? []].flat(),
    ),
  };
}

function businessParts(root: WireObject, businessId: string): Found[] {
  const bank = objectOf(fieldOf(root, "bank_account"));
  return [
    { type: "BUSINESS", entityId: businessId, name: textOf(fieldOf(root, "name")), part: root },
    ...partsOf("BUSINESS_CONTACT", fieldOf(root, "contacts") ?? fieldOf(root, "contact"), ["name"]),
    ...partsOf("BUSINESS_ADDRESS", fieldOf(root, "addresses"), ["area"]),
    ...partsOf("BUSINESS_DOCUMENT", fieldOf(root, "documents"), ["name", "code"]),
    ...partsOf("BUSINESS_BANK", bank, ["bank_name"], businessId),
  ];
}

function brandParts(brand: WireObject): Found[] {
  const brandId = textOf(fieldOf(brand, "id"));
  const name = textOf(fieldOf(brand, "name"));
  const operational = fieldOf(brand, "operational_status");
  return [
    ...(brandId ? [{ type: "BRAND" as const, entityId: brandId, name, part: brand }] : []),
    ...(brandId && operational !== undefined ? [operationalStatus(brandId, operational)] : []),
    ...partsOf("BRAND_SOCIAL_MEDIA", fieldOf(brand, "social_media"), ["name", "code"]),
    ...partsOf("BRAND_PHOTO_PROOF", fieldOf(brand, "photo_proofs"), ["name"]),
    ...partsOf("BRAND_PRODUCT", fieldOf(brand, "services"), ["name", "code"]),
  ];
}

/** The headline has no id of its own: a word, or an object with a status and notes, beside the brand's fields. */
function operationalStatus(brandId: string, value: unknown): Found {
  const object = objectOf(value);
  const part = object && fieldOf(object, "status") !== undefined ? object : { status: codeOf(value) };
  return { type: "BRAND.OPERATIONAL_STATUS", entityId: brandId, name: null, part };
}

/** `entity_id` before `id`, which beside a file may be the file's; services and networks may have a code only. */
function partsOf(type: CallbackType, value: unknown, names: readonly string[], onlyId?: string): Found[] {
  return objectsOf(value).flatMap((part) => {
    const entityId = firstOf([part], ["entity_id", "id"], textOf) ?? textOf(fieldOf(part, "code")) ?? onlyId;
    return entityId ? [{ type, entityId, name: firstOf([part], names, codeOf), part }] : [];
  });
}
