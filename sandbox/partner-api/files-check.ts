/** Whether a registration brings the files that were asked for, each uploaded under the right category and code. */
import { objectIn, objectsIn } from "@/sandbox/kyb/entities";
import type { JsonObject, State } from "@/sandbox/store/records";
import { own } from "@/sandbox/store/store";
import { businessDocuments, contactDocuments } from "./requirements";

type Use = { path: string; id: unknown; category: string; code: string | null };

function documentUses(list: unknown, path: string, category: string): Use[] {
  return objectsIn(list).map((item, index) => ({
    path: `${path}.${index}.id`,
    id: item.id,
    category,
    code: category === "DOCUMENT" ? String(item.code) : null,
  }));
}

function fileUse(part: unknown, path: string, category: string): Use[] {
  const object = objectIn(part);
  return object ? [{ path: `${path}.id`, id: object.id, category, code: null }] : [];
}

/** Every place in a registration or a correction that names an uploaded file. */
export function fileUses(business: JsonObject): Use[] {
  const contacts = objectsIn(business.contacts).flatMap((contact, index) => [
    ...documentUses(contact.documents, `business.contacts.${index}.documents`, "DOCUMENT"),
    ...fileUse(contact.owner_liveness, `business.contacts.${index}.owner_liveness`, "OWNER_LIVENESS"),
  ]);
  const brands = objectsIn(business.brands).flatMap((brand, index) => [
    ...documentUses(brand.photo_proofs, `business.brands.${index}.photo_proofs`, "PHOTO_PROOF"),
    ...fileUse(brand.logo, `business.brands.${index}.logo`, "LOGO"),
  ]);
  return [
    ...documentUses(business.documents, "business.documents", "DOCUMENT"),
    ...contacts,
    ...documentUses(objectIn(business.bank_account)?.documents, "business.bank_account.documents", "BANK_ACCOUNT"),
    ...brands,
    ...fileUse(business.service_agreement, "business.service_agreement", "SERVICE_AGREEMENT"),
  ];
}

/** Sentences about file ids that don't exist or were uploaded as something else. */
export function fileFaults(state: State, business: JsonObject): string[] {
  return fileUses(business).flatMap(({ path, id, category, code }) => {
    const file = typeof id === "string" ? own(state.files, id) : undefined;
    if (!file) return [`${path} file not found`];
    const fits = file.category === category && (code === null || file.code === code);
    return fits ? [] : [`${path} was uploaded as ${[file.category, file.code].filter(Boolean).join(" ")}`];
  });
}

function formFaults(document: JsonObject, path: string): string[] {
  return objectsIn(document.forms).flatMap((form, index) => {
    const wrong = form.code === "NO_KTP" && !/^\d{16}$/.test(String(form.value));
    return wrong ? [`${path}.forms.${index}.value must be 16 digits`] : [];
  });
}

function contactFaults(contact: JsonObject, path: string): string[] {
  const sent = objectsIn(contact.documents);
  const foreign = String(contact.nationality ?? "ID") !== "ID";
  const accepted = foreign ? contactDocuments("FOREIGN").map((entry) => entry.code) : ["KTP"];
  const document = sent.find((entry) => accepted.includes(String(entry.code)));
  const faults = document ? [] : [`${path}.documents ${accepted.join(" or ")} is required`];
  if (document?.code === "KTP" && !objectsIn(document.forms).some((form) => form.code === "NO_KTP")) {
    faults.push(`${path}.documents forms NO_KTP is required`);
  }
  return [...faults, ...sent.flatMap((entry, index) => formFaults(entry, `${path}.documents.${index}`))];
}

/**
 * Sentences about documents that are missing. A licence of the line of business is not asked for here: a
 * registration does not say the line.
 */
export function missingDocuments(business: JsonObject): string[] {
  const sent = objectsIn(business.documents);
  const codes = new Set(sent.map((document) => document.code));
  const company = businessDocuments(String(business.legal_entity), null)
    .filter((requirement) => requirement.mandatory && !codes.has(requirement.code))
    .map((requirement) => `business.documents ${requirement.code} is required`);
  const contacts = objectsIn(business.contacts);
  const mainIndex = Math.max(
    0,
    contacts.findIndex((contact) => contact.primary === true),
  );
  const main = contacts[mainIndex];
  const liveness = main?.owner_liveness ? [] : [`business.contacts.${mainIndex}.owner_liveness is required`];
  const bank = objectIn(business.bank_account);
  const bankDocuments = objectsIn(bank?.documents).length > 0 ? [] : ["business.bank_account.documents is required"];
  const people = main ? contactFaults(main, `business.contacts.${mainIndex}`) : [];
  return [...company, ...people, ...liveness, ...bankDocuments];
}
