/** The merchant whom DOKU invited finishes in DOKU's own dashboard, which the sandbox does not have: everything is invented. */
import { nowIso, type Sandbox } from "@/sandbox/context";
import type { BusinessRecord, JsonObject } from "@/sandbox/store/records";
import { startReview } from "./engine";
import { entitiesOf, isAwaited, objectIn, objectsIn } from "./entities";

/** What the merchant would have filled in: a sole proprietor with its one contact, an address, an account and a photo. */
function filledIn(data: JsonObject): JsonObject {
  const contact = objectIn(data.contact) ?? {};
  const [brand] = objectsIn(data.brands);
  return {
    ...data,
    type: "PERSONAL",
    legal_entity: "PERSEORANGAN",
    website_readiness: "DONT_HAVE",
    mobile_app_readiness: "DONT_HAVE",
    brands: [{ ...brand, name: data.name, category: "RETAIL", photo_proofs: [{ id: "PHP-dashboard" }] }],
    addresses: [
      {
        area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat",
        country: "ID",
        name: "Jl. Mawar 12",
        primary: true,
      },
    ],
    contacts: [{ ...contact, nationality: "ID", position: "OWNER", primary: true }],
    bank_account: {
      account_name: contact.name,
      account_number: "1234567890",
      bank_id: "014",
      bank_name: "BCA",
      country: "ID",
      currency: "IDR",
    },
  };
}

/** Puts everything before KYB; false when nobody is waited for. Magic words of the name work from here on. */
export function finishLite(sandbox: Sandbox, business: BusinessRecord): boolean {
  if (!isAwaited(business)) return false;
  const { state } = sandbox.store;
  business.finishedAt = nowIso();
  business.data = filledIn(business.data);
  business.entities = entitiesOf(state, business.id, business.brandId, business.data);
  startReview(sandbox, business);
  sandbox.store.changed();
  return true;
}
