/** Update business data: a registration reduced to what was corrected, each part with the id that DOKU gave it (contract section 2). */
import { z } from "zod";
import type { CallbackType } from "@/lib/domain/sections";
import type { Sandbox } from "@/sandbox/context";
import { reviewAgain } from "@/sandbox/kyb/engine";
import { adopt, entityOf, objectIn, objectsIn } from "@/sandbox/kyb/entities";
import type { BusinessRecord, EntityRecord, JsonObject } from "@/sandbox/store/records";
import type { Outcome, SignedCall } from "./calls";
import { faultOf } from "./errors";
import { fileFaults } from "./files-check";
import {
  addressSchema,
  bankSchema,
  brandFields,
  contactSchema,
  documentSchema,
  faultsOf,
  profileFields,
  socialMediaSchema,
} from "./registration-schema";

const withId = { id: z.string({ error: "should carry the id that DOKU gave" }).min(1) };
const file = z.looseObject({ id: z.string(), entity_id: z.string().optional() });

const updateSchema = z.object({
  business: z.looseObject({
    ...z.object(profileFields).partial().shape,
    id: z.string().optional(),
    addresses: z.array(addressSchema.partial().extend(withId)).optional(),
    contacts: z.array(contactSchema.partial().extend(withId)).optional(),
    documents: z.array(documentSchema.extend({ entity_id: z.string().optional() })).optional(),
    bank_account: bankSchema.partial().extend(withId).optional(),
    brands: z
      .array(
        z.looseObject({
          ...z.object(brandFields).partial().shape,
          ...withId,
          social_media: z.array(socialMediaSchema.extend({ id: z.string().optional() })).optional(),
          photo_proofs: z.array(file).optional(),
          logo: z.looseObject({ id: z.string() }).optional(),
        }),
      )
      .optional(),
  }),
});

const listFields = ["addresses", "contacts", "documents", "bank_account", "brands", "id"];
const brandLists = ["social_media", "photo_proofs", "id"];

function ownFields(part: JsonObject, lists: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(part).filter(([key]) => !lists.includes(key)));
}

/** A correction as it is carried out: what changed, and what was wrong with it. */
type Correction = { touched: Set<EntityRecord>; faults: string[]; apply: (() => void)[] };

/** Parts whose `id` is the entity's own. */
function byEntityId(
  into: Correction,
  business: BusinessRecord,
  type: CallbackType,
  parts: JsonObject[],
  path: string,
  stored: JsonObject[],
) {
  parts.forEach((part, index) => {
    const target = stored.find((entry) => entry.entity_id === part.id);
    const entity = target && entityOf(business, type, String(part.id));
    if (!target || !entity) {
      into.faults.push(`${path}.${index}.id is not known`);
      return;
    }
    into.touched.add(entity);
    into.apply.push(() => {
      Object.assign(target, ownFields(part, brandLists));
    });
  });
}

/**
 * Files that are entities themselves: `id` is the new file's, so `entity_id` says which one it replaces; without it a
 * document replaces the one of its code and a photo the first refused one. What replaces nothing is added.
 */
function byFile(
  sandbox: Sandbox,
  into: Correction,
  business: BusinessRecord,
  found: {
    type: CallbackType;
    prefix: string;
    brandId: string | null;
    parts: JsonObject[];
    stored: JsonObject[];
    path: string;
  },
) {
  const { type, prefix, brandId, parts, stored, path } = found;
  const taken = new Set<JsonObject>();
  const stateOf = (entry: JsonObject) => entityOf(business, type, String(entry.entity_id));
  parts.forEach((part, index) => {
    const { entity_id: wanted, ...rest } = part;
    const free = stored.filter((entry) => !taken.has(entry));
    const target = wanted
      ? free.find((entry) => entry.entity_id === wanted)
      : free.find((entry) => (part.code ? entry.code === part.code : stateOf(entry)?.status === "REJECTED"));
    if (wanted && !target) {
      into.faults.push(`${path}.${index}.entity_id is not known`);
      return;
    }
    if (!target) {
      into.apply.push(() => {
        const added = { ...rest };
        const entity = adopt(
          sandbox.store.state,
          added,
          type,
          prefix,
          brandId,
          String(part.code ?? `Photo ${stored.length + 1}`),
        );
        stored.push(added);
        business.entities.push(entity);
        into.touched.add(entity);
      });
      return;
    }
    taken.add(target);
    const entity = stateOf(target);
    if (entity) into.touched.add(entity);
    into.apply.push(() => {
      Object.assign(target, rest);
    });
  });
}

function listOf(holder: JsonObject, field: string): JsonObject[] {
  const list = objectsIn(holder[field]);
  holder[field] = list;
  return list;
}

function correctBrand(sandbox: Sandbox, into: Correction, business: BusinessRecord, part: JsonObject, index: number) {
  const brand = objectsIn(business.data.brands).find((entry) => entry.entity_id === part.id);
  const path = `business.brands.${index}`;
  if (!brand) {
    into.faults.push(`${path}.id is not known`);
    return;
  }
  const brandId = String(part.id);
  const fields = ownFields(part, brandLists);
  const entity = entityOf(business, "BRAND", brandId);
  if (entity && Object.keys(fields).length > 0) {
    into.touched.add(entity);
    into.apply.push(() => {
      Object.assign(brand, fields);
    });
  }
  const social = objectsIn(part.social_media);
  const known = social.filter((entry) => entry.id !== undefined);
  byEntityId(into, business, "BRAND_SOCIAL_MEDIA", known, `${path}.social_media`, listOf(brand, "social_media"));
  const fresh = social.filter((entry) => entry.id === undefined);
  const socialList = {
    type: "BRAND_SOCIAL_MEDIA" as const,
    prefix: "SCM",
    brandId,
    parts: fresh,
    stored: listOf(brand, "social_media"),
    path,
  };
  byFile(sandbox, into, business, socialList);
  const photos = {
    type: "BRAND_PHOTO_PROOF" as const,
    prefix: "PHP",
    brandId,
    parts: objectsIn(part.photo_proofs),
    stored: listOf(brand, "photo_proofs"),
    path: `${path}.photo_proofs`,
  };
  byFile(sandbox, into, business, photos);
}

function correctionOf(sandbox: Sandbox, business: BusinessRecord, sent: JsonObject): Correction {
  const into: Correction = { touched: new Set(), faults: [], apply: [] };
  const { data } = business;
  const fields = ownFields(sent, listFields);
  const profile = entityOf(business, "BUSINESS", business.id);
  if (profile && Object.keys(fields).length > 0) {
    into.touched.add(profile);
    into.apply.push(() => {
      Object.assign(data, fields);
    });
  }
  byEntityId(
    into,
    business,
    "BUSINESS_ADDRESS",
    objectsIn(sent.addresses),
    "business.addresses",
    listOf(data, "addresses"),
  );
  byEntityId(
    into,
    business,
    "BUSINESS_CONTACT",
    objectsIn(sent.contacts),
    "business.contacts",
    listOf(data, "contacts"),
  );
  const bank = objectIn(sent.bank_account);
  const storedBank = objectIn(data.bank_account);
  if (bank)
    byEntityId(into, business, "BUSINESS_BANK", [bank], "business.bank_account", storedBank ? [storedBank] : []);
  const documents = {
    type: "BUSINESS_DOCUMENT" as const,
    prefix: "BDC",
    brandId: null,
    parts: objectsIn(sent.documents),
    stored: listOf(data, "documents"),
    path: "business.documents",
  };
  byFile(sandbox, into, business, documents);
  objectsIn(sent.brands).forEach((brand, index) => {
    correctBrand(sandbox, into, business, brand, index);
  });
  return into;
}

/** Update business data: corrected entities go back to UPDATING and are reviewed again. */
export function updateBusiness(sandbox: Sandbox, call: SignedCall): Outcome {
  const business = sandbox.store.state.businesses[call.c.req.param("id") ?? ""];
  if (!business) return faultOf("notFound", "Business not found");
  const parsed = updateSchema.safeParse(call.json);
  if (!parsed.success) return faultOf("fields", faultsOf(parsed.error));
  const sent: JsonObject = parsed.data.business;
  if (sent.id !== undefined && sent.id !== business.id) return faultOf("fields", "business.id is another business");
  const suspended = business.entities.some((entity) => entity.type === "BRAND" && entity.status === "SUSPENDED");
  if (suspended) return faultOf("notAllowed", "The brand is suspended");
  const correction = correctionOf(sandbox, business, sent);
  const faults = [...correction.faults, ...fileFaults(sandbox.store.state, sent)];
  if (faults.length > 0) return faultOf("fields", faults);
  for (const apply of correction.apply) apply();
  if (correction.touched.size === 0) return faultOf("fields", "business nothing to update");
  reviewAgain(sandbox, business, [...correction.touched]);
  const brands = [{ id: business.brandId, status: entityOf(business, "BRAND", business.brandId)?.status }];
  return { status: 200, body: { business: { id: business.id, status: "UPDATING", brands } } };
}
