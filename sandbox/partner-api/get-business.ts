/** Get business data in DOKU's shape: no wrapper, coded values as objects, photos as short-lived links (contract section 9). */
import type { Sandbox } from "@/sandbox/context";
import { entityOf, isAwaited, objectIn, objectsIn } from "@/sandbox/kyb/entities";
import { documents } from "@/sandbox/requirements-data";
import type { BusinessRecord, EntityRecord, JsonObject } from "@/sandbox/store/records";
import { own } from "@/sandbox/store/store";
import type { Outcome, SignedCall } from "./calls";
import { faultOf, isRefusal } from "./errors";
import { readKindQuery } from "./requirements";
import { fileLink } from "./upload";

const titled = (code: string) =>
  code
    .toLowerCase()
    .split("_")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(" ");

/** A value that goes in as a string and comes back as an object. */
function coded(value: unknown): { code: string; name: string } | null {
  return typeof value === "string" ? { code: value, name: own(documents, value)?.name ?? titled(value) } : null;
}

function statusOf(entity: EntityRecord | undefined): JsonObject {
  if (!entity) return {};
  const notes = entity.status === "REJECTED" || entity.status === "SUSPENDED" ? { reject_notes: entity.notes } : {};
  return { id: entity.id, status: entity.status, ...notes };
}

/** A builder of the answer for one business. */
function reader(sandbox: Sandbox, business: BusinessRecord) {
  const { data } = business;
  // Before the merchant has finished at DOKU there is nothing to say but which ids there are.
  const awaited = isAwaited(business);
  const said = (entity: EntityRecord | undefined) => (awaited && entity ? { id: entity.id } : statusOf(entity));
  const stateOf = (type: string, part: JsonObject) => said(entityOf(business, type, String(part.entity_id ?? "")));
  const plain = ({ entity_id: _entity, ...part }: JsonObject) => part;

  const file = (part: unknown) => {
    const id = objectIn(part)?.id;
    return typeof id === "string" ? { id, file: fileLink(sandbox, id) } : null;
  };
  const document = (part: JsonObject) => ({
    file_id: part.id,
    code: part.code,
    name: coded(part.code)?.name ?? null,
    category: coded(part.category),
    forms: objectsIn(part.forms),
    file: fileLink(sandbox, String(part.id)),
  });
  const contact = (part: JsonObject) => ({
    ...plain(part),
    nationality: coded(part.nationality),
    position: coded(part.position),
    owner_liveness: file(part.owner_liveness),
    documents: objectsIn(part.documents).map(document),
    ...stateOf("BUSINESS_CONTACT", part),
  });
  const address = (part: JsonObject) => ({
    ...plain(part),
    country: coded(part.country),
    ...stateOf("BUSINESS_ADDRESS", part),
  });
  const bank = (part: JsonObject | null) =>
    part && {
      ...plain(part),
      country: coded(part.country),
      currency: coded(part.currency),
      documents: objectsIn(part.documents).map(document),
      ...stateOf("BUSINESS_BANK", part),
    };
  const servicesOf = (brandId: string) =>
    business.entities
      .filter((entity) => entity.type === "BRAND_PRODUCT" && entity.brandId === brandId)
      .map((entity) => ({ ...said(entity), code: entity.id, name: entity.name }));
  const brand = (part: JsonObject) => {
    const id = String(part.entity_id);
    return {
      ...plain(part),
      shared_key: business.sharedKey,
      category: coded(part.category),
      minimum_transaction: 10_000,
      maximum_transaction: 10_000_000,
      transaction_frequency: coded(part.transaction_frequency),
      transaction_quantity: coded(part.transaction_quantity),
      ticket_size: null,
      finance_status: coded("PROBATION"),
      risk_engine_status: coded("ON_PROCESS"),
      operational_status: awaited ? null : (entityOf(business, "BRAND.OPERATIONAL_STATUS", id)?.status ?? null),
      social_media: objectsIn(part.social_media).map((social) => ({
        ...plain(social),
        name: coded(social.code)?.name ?? null,
        ...stateOf("BRAND_SOCIAL_MEDIA", social),
      })),
      photo_proofs: objectsIn(part.photo_proofs).map((photo) => ({
        photo: fileLink(sandbox, String(photo.id)),
        file_id: photo.id,
        ...stateOf("BRAND_PHOTO_PROOF", photo),
      })),
      logo: file(part.logo),
      services: servicesOf(id),
      ...stateOf("BRAND", part),
    };
  };

  return () => ({
    name: data.name,
    description: data.description ?? null,
    email: data.email,
    phone_calling_code: data.phone_calling_code ?? null,
    phone_number: data.phone_number ?? null,
    partner: { id: sandbox.options.clientId, name: "Sandbox partner" },
    platform: coded("PARTNER"),
    type: coded(data.type),
    website_readiness: coded(data.website_readiness),
    mobile_app_readiness: coded(data.mobile_app_readiness),
    legal_entity: coded(data.legal_entity),
    addresses: objectsIn(data.addresses).map(address),
    contacts: objectsIn(data.contacts).map(contact),
    documents: objectsIn(data.documents).map((part) => ({ ...document(part), ...stateOf("BUSINESS_DOCUMENT", part) })),
    bank_account: bank(objectIn(data.bank_account)),
    brands: objectsIn(data.brands).map(brand),
    ...said(entityOf(business, "BUSINESS", business.id)),
  });
}

/** Get business data by brand id, with the same four query parameters as Check requirements. */
export function getBusiness(sandbox: Sandbox, call: SignedCall): Outcome {
  const kind = readKindQuery((name) => call.c.req.query(name));
  if (isRefusal(kind)) return kind;
  const brandId = call.c.req.param("id");
  const found = Object.values(sandbox.store.state.businesses).find((business) =>
    business.entities.some((entity) => entity.type === "BRAND" && entity.id === brandId),
  );
  if (!found) return faultOf("notFound", "Business not found");
  return { status: 200, body: reader(sandbox, found)() };
}
