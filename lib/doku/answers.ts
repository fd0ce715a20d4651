/** What DOKU's answers hold, checked by zod: null where an answer lacks what its call is for. Unknown keys are let through. */
import { z } from "zod";
import { type FileCategory, fileCategories } from "../domain/requirements";
import type { AnswerFacts } from "./request";
import { codeOf, fieldOf, firstOf, objectOf, objectsOf, textOf, type WireObject } from "./wire";

const idSchema = z.preprocess(textOf, z.string().min(1));
const optionalCodeSchema = z.preprocess(codeOf, z.string().nullable());
const optionalTextSchema = z.preprocess(textOf, z.string().nullable());

export type RegisteredService = { code: string; name: string; status: string | null };
export type RegisteredBrand = {
  brandId: string;
  status: string | null;
  /** The merchant's own secret, in clear: to be sealed, never logged, never sent to a browser (contract section 9). */
  sharedKey: string | null;
  services: RegisteredService[];
};
export type RegisteredBusiness = {
  businessId: string;
  status: string | null;
  brands: RegisteredBrand[];
  /** DOKU's clock when it answered, in whole seconds; null when it cannot be trusted. */
  dokuTime: Date | null;
};

const serviceSchema = z.looseObject({ code: idSchema, name: optionalTextSchema, status: optionalCodeSchema });
const brandSchema = z.looseObject({ id: idSchema, status: optionalCodeSchema, shared_key: optionalTextSchema });
const businessSchema = z.looseObject({ id: idSchema, status: optionalCodeSchema });

/** Those of a list's objects that fit: one odd entry must not cost the business id beside it. */
function fitting<S extends z.ZodType>(schema: S, value: unknown): z.output<S>[] {
  return objectsOf(value).flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

function withoutWrapper(body: unknown): WireObject | null {
  const root = objectOf(body);
  return objectOf(fieldOf(root, "business")) ?? root;
}

/** The answer of a registration or an update, wrapped or not (contract section 8, A `registration-answer`). */
export function readRegisteredBusiness(body: unknown, facts: AnswerFacts): RegisteredBusiness | null {
  const wire = withoutWrapper(body);
  const business = businessSchema.safeParse(wire);
  if (!business.success) return null;
  const brands = objectsOf(fieldOf(wire, "brands") ?? fieldOf(wire, "brand")).flatMap((item) => {
    const brand = brandSchema.safeParse(item);
    if (!brand.success) return [];
    const services = fitting(serviceSchema, fieldOf(item, "services")).map(({ code, name, status }) => ({
      code,
      name: name ?? code,
      status,
    }));
    return [{ brandId: brand.data.id, status: brand.data.status, sharedKey: brand.data.shared_key, services }];
  });
  return { businessId: business.data.id, status: business.data.status, brands, dokuTime: facts.dokuTime };
}

export type LiteBusiness = { businessId: string; partnerRefId: string | null; brandIds: string[] };

/** The answer of create business lite (contract section 8). */
export function readLiteBusiness(body: unknown): LiteBusiness | null {
  const wire = withoutWrapper(body);
  const business = businessSchema.safeParse(wire);
  if (!business.success) return null;
  const brandIds = objectsOf(fieldOf(wire, "brands")).flatMap((brand) => textOf(fieldOf(brand, "id")) ?? []);
  return { businessId: business.data.id, partnerRefId: textOf(fieldOf(wire, "partner_ref_id")), brandIds };
}

/** The bearer token; the answer holds nothing else (contract section 6). */
export function readToken(body: unknown): string | null {
  const parsed = z.looseObject({ token: z.string().trim().min(1) }).safeParse(body);
  return parsed.success ? parsed.data.token : null;
}

export type UploadedFile = { dokuFileId: string; category: FileCategory };

/** The id of an uploaded file; its link ends within the hour and is left behind (contract section 7, A `file-lifetime`). */
export function readUpload(body: unknown, requested: FileCategory): UploadedFile | null {
  const parsed = z.looseObject({ id: idSchema, category: optionalCodeSchema }).safeParse(body);
  if (!parsed.success) return null;
  const category = fileCategories.find((known) => known === parsed.data.category) ?? requested;
  return { dokuFileId: parsed.data.id, category };
}

/** Areas found, as DOKU writes them (contract section 2, A `address-call`): a list, bare or inside an object. */
export function readAreas(body: unknown): { area: string }[] | null {
  const asList = (value: unknown) => (Array.isArray(value) ? value : null);
  const list = asList(body) ?? firstOf([objectOf(body)], ["data", "addresses", "areas", "address", "content"], asList);
  if (list === null) return null;
  return fitting(z.looseObject({ area: idSchema }), list).map(({ area }) => ({ area }));
}
