/** Create business lite (contract section 8). */
import { z } from "zod";
import type { Sandbox } from "@/sandbox/context";
import { createBusiness, objectIn } from "@/sandbox/kyb/entities";
import type { JsonObject } from "@/sandbox/store/records";
import type { Outcome, SignedCall } from "./calls";
import { faultOf } from "./errors";
import { faultsOf } from "./registration-schema";

const needed = z.string("should not be empty").min(1, "should not be empty");

const liteSchema = z.object({
  business: z.looseObject({
    partner_ref_id: needed,
    name: needed,
    contact: z.looseObject({
      name: needed,
      email: z.email("must be an e-mail address"),
      phone_calling_code: needed,
      phone_number: needed
        .max(13, "must have at most 13 digits")
        .regex(/^[1-9]\d*$/, "must be digits without 0 or 62 before them"),
    }),
  }),
  referral: z.looseObject({ code: z.string().optional() }).optional(),
  invited_user: z.looseObject({ email: z.email("must be an e-mail address") }),
});

/**
 * Create business lite: DOKU itself invites the merchant. Nothing is reviewed and Get business data says nothing of any
 * entity until the merchant has finished (kyb/finish-lite).
 */
export function registerLite(sandbox: Sandbox, call: SignedCall): Outcome {
  const parsed = liteSchema.safeParse(call.json);
  if (!parsed.success) return faultOf("fields", faultsOf(parsed.error));
  const data: JsonObject = parsed.data.business;
  const contact = objectIn(data.contact) ?? {};
  const business = createBusiness(sandbox.store.state, {
    ...data,
    ...contact,
    name: data.name,
    brands: [{ name: data.name }],
  });
  Object.assign(business, { lite: true, partnerRefId: String(data.partner_ref_id) });
  sandbox.store.state.businesses[business.id] = business;
  const brands = [{ id: business.brandId }];
  return { status: 200, body: { business: { id: business.id, partner_ref_id: business.partnerRefId, brands } } };
}
