/** Reads the tree of Check requirements, of which one leaf is documented (contract section 5, A `requirement-tree`). */
import {
  type FileCategory,
  fileCategories,
  type Requirement,
  type RequirementForm,
  type RequirementPlace,
  slotId,
} from "../domain/requirements";
import { defaultMaxSize, maxSizeUnitBytes } from "./assumptions";
import { codeOf, fieldOf, objectOf, objectsOf, textOf, type WireObject } from "./wire";

/** A requirement with the keys of DOKU's that we do not know, kept as they came. */
export type ReadRequirement = Requirement & { extra: WireObject };

const maxDepth = 32;
const knownKeys = new Set(["code", "name", "extensions", "max_size", "mandatory", "forms"]);

const categoryOfKey: Record<string, FileCategory> = {
  photo_proof: "PHOTO_PROOF",
  photo_proofs: "PHOTO_PROOF",
  owner_liveness: "OWNER_LIVENESS",
  logo: "LOGO",
  service_agreement: "SERVICE_AGREEMENT",
  bank_account: "BANK_ACCOUNT",
};
const placeOfKey: Record<string, RequirementPlace> = {
  contact: "contact",
  contacts: "contact",
  bank_account: "bank_account",
  brand: "brand",
  brands: "brand",
  service_agreement: "service_agreement",
};

/**
 * Every requirement of the tree, once each. Null when there is none: DOKU always asks for a photo of the business,
 * and a merchant who is asked for nothing would be sent off with nothing.
 */
export function readRequirements(body: unknown): ReadRequirement[] | null {
  const found = new Map<string, ReadRequirement>();
  const walk = (value: unknown, path: readonly string[]) => {
    if (path.length > maxDepth) return;
    const object = objectOf(value);
    if (!object) {
      if (Array.isArray(value)) for (const item of value) walk(item, [...path, "[]"]);
      return;
    }
    const requirement = requirementOf(object, path);
    const id = requirement && slotId(requirement, null);
    if (requirement && id && !found.has(id)) found.set(id, requirement);
    for (const [key, child] of Object.entries(object)) {
      if (key !== "forms" && key !== "extensions") walk(child, [...path, key]);
    }
  };
  walk(body, []);
  return found.size > 0 ? [...found.values()] : null;
}

function requirementOf(object: WireObject, path: readonly string[]): ReadRequirement | null {
  const ownCode = codeOf(fieldOf(object, "code"));
  const extensions = extensionsOf(fieldOf(object, "extensions"));
  if (ownCode === null || extensions === null) return null;
  const category = categoryOf(object, ownCode, path);
  const size = Number(textOf(fieldOf(object, "max_size")) ?? Number.NaN);
  return {
    place: lastKnown(placeOfKey, path) ?? "business",
    category,
    code: category === "DOCUMENT" ? ownCode : null,
    name: textOf(fieldOf(object, "name")) ?? ownCode,
    extensions,
    maxBytes: Math.max(1, Math.floor((size > 0 && size < 10_000 ? size : defaultMaxSize) * maxSizeUnitBytes)),
    mandatory: fieldOf(object, "mandatory") !== false,
    forms: objectsOf(fieldOf(object, "forms")).flatMap(formOf),
    extra: Object.fromEntries(Object.entries(object).filter(([key]) => !knownKeys.has(key))),
  };
}

/** The category by place; where the place says nothing, by the requirement's own words, else a document. */
function categoryOf(object: WireObject, ownCode: string, path: readonly string[]): FileCategory {
  const byPlace = lastKnown(categoryOfKey, path);
  if (byPlace) return byPlace;
  if (path.includes("documents")) return "DOCUMENT";
  const named = [codeOf(fieldOf(object, "category")), ownCode];
  return fileCategories.find((category) => named.includes(category)) ?? "DOCUMENT";
}

function lastKnown<T>(table: Record<string, T>, path: readonly string[]): T | null {
  const key = path.findLast((name) => Object.hasOwn(table, name));
  return key === undefined ? null : (table[key] ?? null);
}

/** Upper case without a dot; null when the object has no list of extensions and so is no requirement. */
function extensionsOf(value: unknown): string[] | null {
  const items = typeof value === "string" ? value.split(",") : value;
  if (!Array.isArray(items)) return null;
  const texts = items.flatMap((item) => textOf(item) ?? []).map((text) => text.replace(/^\./, "").toUpperCase());
  return [...new Set(texts.filter(Boolean))];
}

function formOf(form: WireObject): RequirementForm[] {
  const code = codeOf(fieldOf(form, "code"));
  if (code === null) return [];
  return [{ code, name: textOf(fieldOf(form, "name")) ?? code, mandatory: fieldOf(form, "mandatory") !== false }];
}
