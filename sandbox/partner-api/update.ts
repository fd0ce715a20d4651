/** Update business data: a registration reduced to what was corrected, each part with the id that DOKU gave it (contract section 2). */
import { z } from "zod";
import type { Sandbox } from "@/sandbox/context";
import { reviewAgain } from "@/sandbox/kyb/engine";
import { entityOf } from "@/sandbox/kyb/entities";
import type { JsonObject } from "@/sandbox/store/records";
import { own } from "@/sandbox/store/store";
import type { Outcome, SignedCall } from "./calls";
import { correctionOf } from "./correction";
import { faultOf } from "./errors";
import { fileFaults } from "./files-check";
import {
  addressSchema,
  bankSchema,
  brandFields,
  callbackUrl,
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
    callback_url: callbackUrl.optional(),
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

/** Update business data: corrected entities go back to UPDATING and are reviewed again. */
export function updateBusiness(sandbox: Sandbox, call: SignedCall): Outcome {
  const business = own(sandbox.store.state.businesses, call.c.req.param("id") ?? "");
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
  if (correction.apply.length === 0) return faultOf("fields", "business nothing to update");
  for (const apply of correction.apply) apply();
  if (parsed.data.business.callback_url) business.callbackUrl = parsed.data.business.callback_url;
  reviewAgain(sandbox, business, [...correction.touched]);
  const brands = [{ id: business.brandId, status: entityOf(business, "BRAND", business.brandId)?.status }];
  return { status: 200, body: { business: { id: business.id, status: "UPDATING", brands } } };
}
