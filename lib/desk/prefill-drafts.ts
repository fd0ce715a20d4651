/** What an invited merchant finds filled in, as the forms hold it: nothing is asked that the partner already knows. */
import type { Tx } from "@/db/client";
import { upsertDraft } from "@/db/queries/applications";
import type { Invitation } from "../domain/invitation";

type Values = Record<string, unknown>;
const known = (values: Record<string, string | undefined>): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value));

function draftsOf({ name, email, phone, businessName, prefilled }: Invitation): [string, Values][] {
  const person = { name, email, phone: phone ?? "" };
  const { businessType, legalEntity, brandName, description, street } = prefilled ?? {};
  const drafts: [string, Values][] = [
    ["kind", known({ businessType, legalEntity })],
    ["profile", { ...known({ description }), ...person, name: businessName }],
    ["brand", known({ name: brandName })],
    ["address", known({ street })],
    ["contacts", { contacts: [{ key: "primary", ...person, nationality: "", position: "" }] }],
  ];
  return drafts.filter(([, values]) => Object.keys(values).length > 0);
}

/** Writes the drafts of a new application. */
export async function prefillDrafts(tx: Tx, applicationId: string, invitation: Invitation): Promise<void> {
  for (const [part, values] of draftsOf(invitation)) await upsertDraft(tx, applicationId, part, values, null);
}
