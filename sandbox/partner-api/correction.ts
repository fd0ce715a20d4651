/** What an update changes in a business: planned whole first, so that a fault anywhere changes nothing. */
import type { CallbackType } from "@/lib/domain/sections";
import type { Sandbox } from "@/sandbox/context";
import { adopt, entityOf, objectIn, objectsIn } from "@/sandbox/kyb/entities";
import type { BusinessRecord, EntityRecord, JsonObject } from "@/sandbox/store/records";

/** `touched` are the entities to review again once `apply` is done; with `faults` nothing is to be done. */
export type Correction = { touched: Set<EntityRecord>; faults: string[]; apply: (() => void)[] };

type PartList = {
  sandbox: Sandbox;
  business: BusinessRecord;
  into: Correction;
  type: CallbackType;
  /** What was sent, and where in the body. */
  parts: JsonObject[];
  path: string;
  /** What the business has; changed in place. */
  stored: JsonObject[];
};

const nested = ["addresses", "contacts", "documents", "bank_account", "brands", "id"];
const nestedInBrand = ["social_media", "photo_proofs", "id"];

function ownFields(part: JsonObject, left: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(part).filter(([key]) => !left.includes(key)));
}

const entityFor = ({ business, type }: PartList, part: JsonObject) =>
  entityOf(business, type, String(part.entity_id ?? ""));

/** Parts whose `id` is the entity's own: contacts, addresses, the bank account, known social media. */
function correctById(list: PartList) {
  const { into, parts, path, stored, type } = list;
  parts.forEach((part, index) => {
    const target = stored.find((entry) => entry.entity_id === part.id);
    const entity = target && entityFor(list, target);
    if (!target || !entity) {
      into.faults.push(`${path}.${index}.id is not known`);
      return;
    }
    into.touched.add(entity);
    into.apply.push(() => {
      Object.assign(target, ownFields(part, ["id"]));
      if (type === "BUSINESS_CONTACT") entity.name = String(target.name);
    });
  });
}

/** The stored part that a new file takes the place of: the named one, the one of its code, or a refused photo. */
function replacedBy(list: PartList, part: JsonObject, free: JsonObject[]): JsonObject | undefined {
  if (part.entity_id) return free.find((entry) => entry.entity_id === part.entity_id);
  if (part.code) return free.find((entry) => entry.code === part.code);
  return free.find((entry) => entityFor(list, entry)?.status === "REJECTED");
}

function add(list: PartList, prefix: string, brandId: string | null, part: JsonObject) {
  const { sandbox, business, into, stored, type } = list;
  const added = { ...part };
  const name = String(part.code ?? `Photo ${stored.length + 1}`);
  const entity = adopt(sandbox.store.state, added, type, prefix, brandId, name);
  stored.push(added);
  business.entities.push(entity);
  into.touched.add(entity);
}

/**
 * Parts whose `id` is a file's: `entity_id` says what the file replaces (see `replacedBy`), what replaces nothing is
 * added. Those that name theirs choose first. Answers the stored parts that were replaced.
 */
function correctByFile(list: PartList, prefix: string, brandId: string | null): Set<JsonObject> {
  const { into, parts, path, stored } = list;
  const taken = new Set<JsonObject>();
  const ordered = [...parts.entries()].sort(
    ([, a], [, b]) => Number(Boolean(b.entity_id)) - Number(Boolean(a.entity_id)),
  );
  for (const [index, part] of ordered) {
    const target = replacedBy(
      list,
      part,
      stored.filter((entry) => !taken.has(entry)),
    );
    const rest = ownFields(part, ["entity_id"]);
    if (!target && part.entity_id) into.faults.push(`${path}.${index}.entity_id is not known`);
    if (!target) {
      if (!part.entity_id) into.apply.push(() => add(list, prefix, brandId, rest));
      continue;
    }
    taken.add(target);
    const entity = entityFor(list, target);
    if (entity) into.touched.add(entity);
    into.apply.push(() => {
      Object.assign(target, rest);
    });
  }
  return taken;
}

/** Refused photos and links that a sent list leaves out are taken away: nobody could correct them any more. */
function dropRefused(list: PartList, kept: Set<JsonObject>) {
  const { business, into, stored } = list;
  const refused = stored.filter((entry) => !kept.has(entry) && entityFor(list, entry)?.status === "REJECTED");
  for (const entry of refused) {
    const entity = entityFor(list, entry);
    into.apply.push(() => {
      stored.splice(stored.indexOf(entry), 1);
      business.entities = business.entities.filter((other) => other !== entity);
    });
  }
}

function listOf(holder: JsonObject, field: string): JsonObject[] {
  const list = objectsIn(holder[field]);
  holder[field] = list;
  return list;
}

type Base = Pick<PartList, "sandbox" | "business" | "into">;

function correctSocial(base: Base, brand: JsonObject, part: JsonObject, path: string) {
  if (part.social_media === undefined) return;
  const sent = objectsIn(part.social_media);
  const stored = listOf(brand, "social_media");
  const list: PartList = { ...base, type: "BRAND_SOCIAL_MEDIA", path: `${path}.social_media`, stored, parts: sent };
  const known = sent.filter((entry) => entry.id !== undefined);
  correctById({ ...list, parts: known });
  const fresh = { ...list, parts: sent.filter((entry) => entry.id === undefined) };
  const replaced = correctByFile(fresh, "SCM", String(brand.entity_id));
  const named = stored.filter((entry) => known.some((one) => one.id === entry.entity_id));
  dropRefused(list, new Set([...replaced, ...named]));
}

function correctPhotos(base: Base, brand: JsonObject, part: JsonObject, path: string) {
  const parts = objectsIn(part.photo_proofs);
  if (parts.length === 0) return;
  const stored = listOf(brand, "photo_proofs");
  const list: PartList = { ...base, type: "BRAND_PHOTO_PROOF", path: `${path}.photo_proofs`, stored, parts };
  dropRefused(list, correctByFile(list, "PHP", String(brand.entity_id)));
}

function correctBrand(base: Base, part: JsonObject, index: number) {
  const { business, into } = base;
  const path = `business.brands.${index}`;
  const brand = objectsIn(business.data.brands).find((entry) => entry.entity_id === part.id);
  const entity = brand && entityOf(business, "BRAND", String(part.id));
  if (!brand || !entity) {
    into.faults.push(`${path}.id is not known`);
    return;
  }
  const fields = ownFields(part, nestedInBrand);
  if (Object.keys(fields).length > 0) {
    into.touched.add(entity);
    into.apply.push(() => {
      Object.assign(brand, fields);
    });
  }
  correctSocial(base, brand, part, path);
  correctPhotos(base, brand, part, path);
}

/** Plans what a body's `business` corrects. */
export function correctionOf(sandbox: Sandbox, business: BusinessRecord, sent: JsonObject): Correction {
  const into: Correction = { touched: new Set(), faults: [], apply: [] };
  const base: Base = { sandbox, business, into };
  const { data } = business;
  const fields = ownFields(sent, nested);
  const profile = entityOf(business, "BUSINESS", business.id);
  if (profile && Object.keys(fields).length > 0) {
    into.touched.add(profile);
    into.apply.push(() => {
      Object.assign(data, fields);
    });
  }
  const list = (type: CallbackType, field: string): PartList => ({
    ...base,
    type,
    parts: objectsIn(sent[field]),
    path: `business.${field}`,
    stored: listOf(data, field),
  });
  correctById(list("BUSINESS_ADDRESS", "addresses"));
  correctById(list("BUSINESS_CONTACT", "contacts"));
  const [bank, storedBank] = [objectIn(sent.bank_account), objectIn(data.bank_account)];
  if (bank) {
    const path = "business.bank_account";
    const stored = storedBank ? [storedBank] : [];
    correctById({ ...base, type: "BUSINESS_BANK", parts: [bank], path, stored });
  }
  correctByFile(list("BUSINESS_DOCUMENT", "documents"), "BDC", null);
  objectsIn(sent.brands).forEach((brand, index) => {
    correctBrand(base, brand, index);
  });
  return into;
}
