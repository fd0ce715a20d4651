/** A complete, invented application for tests, made by the verbs themselves. */
import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { database } from "@/db/client";
import { insertApplication, updateApplication } from "@/db/queries/applications";
import { insertPerson } from "@/db/queries/users";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { MerchantActor } from "../domain/actor";
import type { BusinessPart } from "../domain/business";
import { neededSlots } from "../domain/progress";
import { readApplicationForm } from "./application-form";
import { attachFile } from "./attach-file";
import { chooseKind } from "./choose-kind";
import { completePart } from "./complete-part";
import { saveSlotValues } from "./save-slot-values";

const kind = { businessType: "PERSONAL", legalEntity: "PERSEORANGAN", line: "RETAIL", nationality: "ID" } as const;

const parts = (name: string): [BusinessPart, Record<string, unknown>][] => [
  [
    "profile",
    {
      name,
      email: "toko@merchant.test",
      phone: "0812-3456-7890",
      description: "Toko kelontong di pinggir pasar",
      websiteReadiness: "DONT_HAVE",
      mobileAppReadiness: "DONT_HAVE",
    },
  ],
  ["brand", { category: "RETAIL", transactionFrequency: "UMI", transactionQuantity: "UP_TO_100" }],
  ["social", { accounts: [] }],
  ["address", { area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat", street: "Jalan Melati 1" }],
  [
    "contacts",
    {
      contacts: [
        {
          key: "primary",
          name: "Budi Contoh",
          email: "budi@merchant.test",
          phone: "0812-3456-7890",
          nationality: "ID",
          position: "OWNER",
        },
      ],
    },
  ],
  ["bank", { bankId: "014", accountNumber: "1234567890", accountName: "Budi Contoh" }],
];

async function* photo(): AsyncIterable<Uint8Array> {
  const picture = sharp({ create: { width: 800, height: 600, channels: 3, background: "#80a090" } });
  yield await picture.jpeg().toBuffer();
}

/** A merchant who has filled in and uploaded everything that the sandbox asks of a personal business. */
export async function readyApplication(businessName: string): Promise<MerchantActor> {
  const { db } = await database();
  const email = `${randomUUID()}@merchant.test`;
  const person = { role: "merchant" as const, email, emailIndex: emailIndex(email), name: "Budi Contoh" };
  const userId = await insertPerson(db, person);
  const webhookToken = newToken();
  const secrets = { webhookToken, webhookTokenHash: hashToken(webhookToken) };
  const applicationId = await insertApplication(db, { ownerId: userId, businessName, ...secrets });
  await updateApplication(db, applicationId, { state: "draft" });
  const actor: MerchantActor = { kind: "merchant", userId, applicationId };
  await chooseKind({ actor, input: { kind, confirmed: true } });
  for (const [part, values] of parts(businessName)) await completePart({ actor, input: { part, values } });
  for (const slot of neededSlots(await readApplicationForm(db, applicationId))) {
    if (!slot.requirement.mandatory) continue;
    const content = { slotId: slot.id, content: photo(), announcedBytes: null, idempotencyKey: null };
    await attachFile({ actor, input: content });
    const isKtp = slot.requirement.forms.some((form) => form.code === "NO_KTP");
    if (isKtp) await saveSlotValues({ actor, input: { slotId: slot.id, values: { NO_KTP: "3372014101900001" } } });
  }
  return actor;
}
