import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped, insertApplication, listDrafts, updateApplication } from "@/db/queries/applications";
import { listAudit } from "@/db/queries/audit";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { MerchantActor } from "../domain/actor";
import { readApplicationForm } from "./application-form";
import { completePart } from "./complete-part";
import { maxDraftBytes, saveDraft } from "./save-draft";
import { submitApplication } from "./submit-application";

let opened: Database;
let actor: MerchantActor;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(closeTestDatabase);

async function newMerchant(name: string): Promise<MerchantActor> {
  const email = `${newToken().slice(0, 8)}@merchant.test`.toLowerCase();
  const person = { role: "merchant" as const, email, emailIndex: emailIndex(email), name };
  const userId = await insertPerson(opened.db, person);
  const webhookToken = newToken();
  const secrets = { webhookToken, webhookTokenHash: hashToken(webhookToken) };
  const applicationId = await insertApplication(opened.db, {
    ownerId: userId,
    businessName: "Kopi Contoh",
    ...secrets,
  });
  return { kind: "merchant", userId, applicationId };
}
beforeEach(async () => {
  actor = await newMerchant("Budi Contoh");
});
const draftOf = async (part: string) =>
  (await listDrafts(opened.db, actor.applicationId)).find((one) => one.part === part);

const address = { area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat", street: "Jalan Melati 1" };
const profile = {
  name: "Kopi Baru",
  email: "kopi@merchant.test",
  phone: "0812 3456 7890",
  description: "Kedai kopi",
  websiteReadiness: "HAVE",
  mobileAppReadiness: "DONT_HAVE",
};

describe("autosave", () => {
  it("keeps what is typed, valid or not, and begins the draft", async () => {
    await saveDraft({ actor, input: { part: "profile", values: { email: "kopi@", isAdmin: "yes" } } });
    expect(await draftOf("profile")).toMatchObject({ values: { email: "kopi@" }, completedAt: null });
    expect(await findApplicationUnscoped(opened.db, actor.applicationId)).toMatchObject({ state: "draft" });
  });
  it("seals what is typed", async () => {
    await saveDraft({ actor, input: { part: "address", values: address } });
    const { rows } = await opened.executeSql("select * from drafts");
    expect(JSON.stringify(rows)).not.toContain("Melati");
  });
  it("leaves a part completed while it fits, and reopens it when it does not", async () => {
    await completePart({ actor, input: { part: "address", values: address } });
    await saveDraft({ actor, input: { part: "address", values: { ...address, street: "Jalan Mawar 2" } } });
    expect((await draftOf("address"))?.completedAt).toBeInstanceOf(Date);
    await saveDraft({ actor, input: { part: "address", values: { ...address, street: "" } } });
    expect((await draftOf("address"))?.completedAt).toBeNull();
  });
  it("refuses what is larger than any honest answer", async () => {
    const values = { description: "x".repeat(maxDraftBytes) };
    const saving = saveDraft({ actor, input: { part: "profile", values } });
    await expect(saving).rejects.toMatchObject({ code: "too_large", key: "tooLarge" });
  });
  it.each(["submitting", "submitted", "attention"] as const)("refuses with words once it is %s", async (state) => {
    await updateApplication(opened.db, actor.applicationId, { state });
    const saving = saveDraft({ actor, input: { part: "address", values: address } });
    await expect(saving).rejects.toMatchObject({ code: "conflict", key: "notEditable" });
    expect(await draftOf("address")).toBeUndefined();
  });
  it("does not touch another merchant's application", async () => {
    const stranger = await newMerchant("Orang Lain");
    const mixed = { ...stranger, applicationId: actor.applicationId };
    const saving = saveDraft({ actor: mixed, input: { part: "address", values: address } });
    await expect(saving).rejects.toMatchObject({ code: "not_found" });
    expect(await draftOf("address")).toBeUndefined();
  });
});

describe("continue", () => {
  it("completes the part and opens the next one behind it", async () => {
    const { next } = await completePart({ actor, input: { part: "profile", values: profile } });
    expect(next).toBe("brand");
    expect((await draftOf("profile"))?.values.phone).toBe("0812 3456 7890");
    expect(await findApplicationUnscoped(opened.db, actor.applicationId)).toMatchObject({ businessName: "Kopi Baru" });
    const audit = await listAudit(opened.db, actor.applicationId);
    expect(audit.map(({ action, detail }) => ({ action, detail }))).toEqual([
      { action: "part.completed", detail: { part: "profile" } },
    ]);
  });
  it("goes back to what is open in front when nothing is left behind", async () => {
    const bank = { bankId: "014", accountNumber: "1234567890", accountName: "Budi Contoh" };
    expect(await completePart({ actor, input: { part: "bank", values: bank } })).toEqual({ next: "requirements" });
    const { parts } = await readApplicationForm(opened.db, actor.applicationId);
    expect(parts.bank.values).toMatchObject({ bankName: "BCA", swiftCode: "CENAIDJA" });
  });
  it("names every field that is refused, and keeps what was typed", async () => {
    const values = { ...profile, email: "kopi@", phone: "12", websiteReadiness: "" };
    const completing = completePart({ actor, input: { part: "profile", values } });
    await expect(completing).rejects.toMatchObject({
      key: "checkFields",
      issues: [
        { path: "email", key: "email.format" },
        { path: "phone", key: "phone.format" },
        { path: "websiteReadiness", key: "choose" },
      ],
    });
    expect(await draftOf("profile")).toMatchObject({ values: { email: "kopi@", phone: "12" }, completedAt: null });
  });
});

it("sends nothing before every step is done, however the button is reached", async () => {
  await completePart({ actor, input: { part: "profile", values: profile } });
  await expect(submitApplication({ actor })).rejects.toMatchObject({ code: "refused", key: "notReady" });
  expect(await findApplicationUnscoped(opened.db, actor.applicationId)).toMatchObject({ state: "draft" });
  expect((await opened.executeSql("select id from submissions")).rows).toEqual([]);
});
