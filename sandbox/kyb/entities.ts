/** What KYB decides about in a registration: every part of it becomes an entity with an id of its own. */
import type { CallbackType } from "@/lib/domain/sections";
import { nowIso } from "@/sandbox/context";
import type { BusinessRecord, EntityRecord, JsonObject, State } from "@/sandbox/store/records";
import { newId } from "@/sandbox/store/store";

/** Payment methods that a new brand asks for. The code is the entity id: it is what the registration answer shows. */
export const services = [
  { code: "QRIS", name: "QRIS" },
  { code: "VIRTUAL_ACCOUNT", name: "Virtual Account" },
] as const;

/** The objects in a list-valued field; anything else counts as none. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter((item) => item !== null && typeof item === "object") : [];
}

/** The object in a field, or null. */
export function objectIn(value: unknown): JsonObject | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function newEntity(type: CallbackType, id: string, brandId: string | null, name: string): EntityRecord {
  const updatedAt = nowIso();
  const history = [{ status: "UPDATING" as const, notes: [], at: updatedAt }];
  return { type, id, brandId, name, status: "UPDATING", notes: [], updatedAt, attempt: 1, history };
}

/** Marks a part with a new entity id and returns its entity. */
export function adopt(
  state: State,
  part: JsonObject,
  type: CallbackType,
  prefix: string,
  brandId: string | null,
  name: string,
): EntityRecord {
  const id = newId(state, prefix);
  part.entity_id = id;
  return newEntity(type, id, brandId, name);
}

function brandEntities(state: State, brand: JsonObject, brandId: string): EntityRecord[] {
  brand.entity_id = brandId;
  const social = objectsIn(brand.social_media).map((part) =>
    adopt(state, part, "BRAND_SOCIAL_MEDIA", "SCM", brandId, String(part.code ?? "")),
  );
  const photos = objectsIn(brand.photo_proofs).map((part, index) =>
    adopt(state, part, "BRAND_PHOTO_PROOF", "PHP", brandId, `Photo ${index + 1}`),
  );
  return [
    newEntity("BRAND", brandId, brandId, String(brand.name ?? "")),
    ...social,
    ...photos,
    ...services.map((service) => newEntity("BRAND_PRODUCT", service.code, brandId, service.name)),
    newEntity("BRAND.OPERATIONAL_STATUS", brandId, brandId, "Operational status"),
  ];
}

/**
 * Builds the business of a registration body, everything in it UPDATING (contract section 8).
 * @param data the body's `business` object; it is kept, and marked with entity ids
 */
export function createBusiness(state: State, data: JsonObject): BusinessRecord {
  const id = newId(state, "BSN");
  const brandId = newId(state, "BRN");
  return {
    id,
    brandId,
    sharedKey: newId(state, "SK"),
    partnerRefId: null,
    lite: false,
    finishedAt: null,
    createdAt: nowIso(),
    callbackUrl: typeof data.callback_url === "string" ? data.callback_url : null,
    data,
    entities: entitiesOf(state, id, brandId, data),
  };
}

/** Whether DOKU still waits for the merchant whom it invited itself. */
export const isAwaited = (business: BusinessRecord) => business.lite && !business.finishedAt;

/** Every part of a body as an entity, all UPDATING. The first brand gets the id that is given. */
export function entitiesOf(state: State, id: string, firstBrandId: string, data: JsonObject): EntityRecord[] {
  const brands = objectsIn(data.brands).map((brand, index) => ({
    brand,
    brandId: index === 0 ? firstBrandId : newId(state, "BRN"),
  }));
  const bank = objectIn(data.bank_account);
  return [
    newEntity("BUSINESS", id, null, String(data.name ?? "")),
    ...objectsIn(data.contacts).map((part) =>
      adopt(state, part, "BUSINESS_CONTACT", "BCN", null, String(part.name ?? "")),
    ),
    ...objectsIn(data.addresses).map((part) =>
      adopt(state, part, "BUSINESS_ADDRESS", "ADR", null, String(part.area ?? "")),
    ),
    ...objectsIn(data.documents).map((part) =>
      adopt(state, part, "BUSINESS_DOCUMENT", "BDC", null, String(part.code ?? "")),
    ),
    ...(bank ? [adopt(state, bank, "BUSINESS_BANK", "BNK", null, String(bank.bank_name ?? ""))] : []),
    ...brands.flatMap(({ brand, brandId }) => brandEntities(state, brand, brandId)),
  ];
}

/** The entity of a type and id, or undefined. */
export function entityOf(business: BusinessRecord, type: string, id: string): EntityRecord | undefined {
  return business.entities.find((entity) => entity.type === type && entity.id === id);
}
