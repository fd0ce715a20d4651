/** A complete, invented application for tests, made by the verbs themselves. */
import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { database } from "@/db/client";
import { insertApplication, updateApplication } from "@/db/queries/applications";
import { insertPerson } from "@/db/queries/users";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { CaseActor, MerchantActor } from "../domain/actor";
import type { BusinessPart } from "../domain/business";
import { neededSlots } from "../domain/progress";
import { readApplicationForm } from "./application-form";
import { attachFile } from "./attach-file";
import { chooseKind } from "./choose-kind";
import { completePart } from "./complete-part";
import { saveSlotValues } from "./save-slot-values";

/** Whose data it is, where a test looks for it. */
export type Owner = { name: string; email: string; nik: string; account: string };

/** `company`: a PT with its documents and a second contact, two photos and two networks. */
export type ReadyOptions = {
  company?: boolean;
  photos?: number;
  social?: { code: string; url: string }[];
  owner?: Owner;
};

const anybody: Owner = {
  name: "Budi Contoh",
  email: "primary@merchant.test",
  nik: "3372014101900001",
  account: "1234567890",
};

const personalKind = {
  businessType: "PERSONAL",
  legalEntity: "PERSEORANGAN",
  line: "RETAIL",
  nationality: "ID",
} as const;
const companyKind = { businessType: "CORPORATE", legalEntity: "PT", line: "RETAIL", nationality: "ID" } as const;

const contact = (key: string, { name, email }: Pick<Owner, "name" | "email">, position: string) => ({
  key,
  name,
  email,
  phone: "0812-3456-7890",
  nationality: "ID",
  position,
});

function parts(
  name: string,
  { company = false, social = [], owner = anybody }: ReadyOptions,
): [BusinessPart, Record<string, unknown>][] {
  const description = "Toko kelontong di pinggir pasar";
  const contacts = [contact("primary", owner, company ? "DIRECTOR" : "OWNER")];
  const brand = { category: "RETAIL", transactionFrequency: "UMI", transactionQuantity: "UP_TO_100" };
  const readiness = { websiteReadiness: "DONT_HAVE", mobileAppReadiness: "DONT_HAVE" };
  return [
    ["profile", { name, email: "toko@merchant.test", phone: "0812-3456-7890", description, ...readiness }],
    ["brand", company ? { name: `Merek ${name}`, description, ...brand } : brand],
    ["social", { accounts: social }],
    ["address", { area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat", street: "Jalan Melati 1" }],
    [
      "contacts",
      {
        contacts: company
          ? [...contacts, contact("a1", { name: "Sari Contoh", email: "a1@merchant.test" }, "FINANCE")]
          : contacts,
      },
    ],
    ["bank", { bankId: "014", accountNumber: owner.account, accountName: owner.name }],
  ];
}

const slotValues = ({ nik }: Owner): Record<string, string> => ({
  NO_KTP: nik,
  NO_NIB: "1234567890123",
  NO_NPWP: "0123456789012345",
});

const pictures = new Map<string, Promise<Buffer>>();

/** A photo's bytes as they arrive from a browser; another colour is another file. */
export async function* photo(background = "#80a090"): AsyncIterable<Uint8Array> {
  const made =
    pictures.get(background) ??
    sharp({ create: { width: 400, height: 300, channels: 3, background } })
      .jpeg()
      .toBuffer();
  pictures.set(background, made);
  yield await made;
}

/** Uploads a photo into a slot of the merchant's. */
export async function attachPhoto(actor: CaseActor, slotId: string, background?: string) {
  const input = { slotId, content: photo(background), announcedBytes: null, idempotencyKey: null };
  return await attachFile({ actor, input });
}

/** A merchant who has filled in and uploaded everything that the sandbox asks for. */
export async function readyApplication(businessName: string, options: ReadyOptions = {}): Promise<MerchantActor> {
  const { db } = await database();
  const email = `${randomUUID()}@merchant.test`;
  const person = {
    role: "merchant" as const,
    email,
    emailIndex: emailIndex(email),
    name: options.owner?.name ?? anybody.name,
  };
  const userId = await insertPerson(db, person);
  const webhookToken = newToken();
  const secrets = { webhookToken, webhookTokenHash: hashToken(webhookToken) };
  const applicationId = await insertApplication(db, { ownerId: userId, businessName, ...secrets });
  await updateApplication(db, applicationId, { state: "draft" });
  const actor: MerchantActor = { kind: "merchant", userId, applicationId };
  const kind = options.company ? companyKind : personalKind;
  await chooseKind({ actor, input: { kind, confirmed: true } });
  for (const [part, values] of parts(businessName, options)) await completePart({ actor, input: { part, values } });
  for (const slot of neededSlots(await readApplicationForm(db, applicationId))) {
    if (!slot.requirement.mandatory) continue;
    const count = slot.multiple ? (options.photos ?? 1) : 1;
    for (let file = 0; file < count; file += 1) await attachPhoto(actor, slot.id);
    const values = Object.fromEntries(
      slot.requirement.forms.map(({ code }) => [code, slotValues(options.owner ?? anybody)[code] ?? "1"]),
    );
    if (slot.requirement.forms.length > 0) await saveSlotValues({ actor, input: { slotId: slot.id, values } });
  }
  return actor;
}
