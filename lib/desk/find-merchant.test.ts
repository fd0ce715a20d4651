import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped, upsertDraft } from "@/db/queries/applications";
import { listMerchants } from "@/db/queries/desk";
import { askedBy } from "@/db/queries/desk.fixture";
import { insertPerson } from "@/db/queries/users";
import { merchantWords } from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import type { MerchantActor } from "../domain/actor";
import { startJobs, stopWorkers } from "../jobs/queue";
import { completePart } from "../onboarding/complete-part";
import { findMerchantsOf } from "./find-merchant";
import { inviteMerchant } from "./invite-merchant";
import { indexEarlierMerchants } from "./queue-up-again";

let opened: Database;
let merchant: MerchantActor;

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
  const person = { role: "staff" as const, email: "rani@partner.test", emailIndex: "rani", name: "Rani" };
  const userId = await insertPerson(opened.db, person);
  const input = { name: "Tini", email: "tini@example.test", businessName: "Toko Cari", locale: "id" as const };
  const { applicationId } = await inviteMerchant({ actor: { kind: "staff", userId }, input });
  const owner = (await findApplicationUnscoped(opened.db, applicationId))?.ownerId ?? "";
  merchant = { kind: "merchant", userId: owner, applicationId };
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

const found = async (q: string) => {
  const query = new URLSearchParams({ q }).toString();
  return (await listMerchants(opened.db, await askedBy(opened.db, query))).merchants.map(({ id }) => id);
};

it("leads from a number or an address in the answers, as a whole, to the merchant, and follows what is typed", async () => {
  const { applicationId } = merchant;
  const person = { key: "primary", name: "Ibu Tini", email: "Tini.Lain@example.test", phone: "0813-1111-2222" };
  await upsertDraft(opened.db, applicationId, "contacts", { contacts: [person] }, null);
  const nik = { "contact.primary.DOCUMENT.KTP": { NO_KTP: "3372 0112 0380 0001" } };
  await upsertDraft(opened.db, applicationId, "slots", nik, null);
  for (const text of ["tini@example.test", "tini.lain@example.test", "+62 813 1111 2222", "3372011203800001"]) {
    expect(await findMerchantsOf(text), text).toEqual([applicationId]);
  }
  for (const text of ["tini.lain@example.tes", "0813-1111-222", "3372011203800002", "Tini"]) {
    expect(await findMerchantsOf(text), text).toEqual([]);
  }
  await upsertDraft(opened.db, applicationId, "contacts", { contacts: [{ ...person, phone: "0813-1111-3333" }] }, null);
  expect(await findMerchantsOf("0813 1111 2222")).toEqual([]);
  expect(await findMerchantsOf("0813 1111 3333")).toEqual([applicationId]);
});

it("finds a merchant by the name that it gave last, and one of before this version after the first start", async () => {
  const { applicationId } = merchant;
  expect(await found("cari")).toEqual([applicationId]);
  const words = { description: "Menjual kue", websiteReadiness: "DONT_HAVE", mobileAppReadiness: "DONT_HAVE" };
  const values = { name: "Warung Temu", email: "toko@example.test", phone: "081234567890", ...words };
  await completePart({ actor: merchant, input: { part: "profile", values } });
  expect((await findApplicationUnscoped(opened.db, applicationId))?.businessName).toBe("Warung Temu");
  expect(await found("temu")).toEqual([applicationId]);

  await opened.db.delete(merchantWords);
  await opened.executeSql("delete from search_keys");
  expect(await found("temu")).toEqual([]);
  await indexEarlierMerchants();
  expect(await found("temu")).toEqual([applicationId]);
  expect(await findMerchantsOf("3372011203800001")).toEqual([applicationId]);
});
