import type { APIRequestContext, APIResponse } from "@playwright/test";
import { statusRow } from "./actors";
import { expect, test } from "./fixtures";
import { headline, type MerchantAtDoku } from "./merchant-at-doku";
import { checkState } from "./page-rules";
import { inventedNik, inventedPerson, type Person } from "./people";
import { newcomer, putFile } from "./quick-merchant";
import { correctAccountName, refuse, registeredMerchant, sectionCard } from "./refusals";
import { type Argument, callAction, serverActionIds } from "./server-actions";

const ownerSlot = "contact.primary.DOCUMENT.KTP";
const partnerSlot = "contact.rekan.DOCUMENT.KTP";
const partner = inventedPerson("Dewi Anggraini");
const intruder = "Penyusup";

let merchant: MerchantAtDoku;

const draft = (request: APIRequestContext, part: string, values: unknown) =>
  request.put("/api/drafts", { data: { part, values } });
const upload = (request: APIRequestContext, slot: string) =>
  request.put(`/api/uploads?slot=${slot}`, {
    data: Buffer.from("not a photo"),
    headers: { "Content-Type": "application/octet-stream" },
  });
const call = (request: APIRequestContext, name: string, { path, args }: { path: string; args: Argument[] }) =>
  callAction(request, { id: serverActionIds().get(name) ?? "", path, args });

const contact = (key: string, { name, email, phone }: Person, position: string) => {
  return { key, name, email, phone, nationality: "ID", position };
};

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  const stage = { browser, portal, mailbox, sandbox };
  merchant = await registeredMerchant(stage, "Warung Terkunci", async (page, owner) => {
    const contacts = [contact("primary", owner, "OWNER"), contact("rekan", partner, "MANAGER")];
    const numbers = { [ownerSlot]: { NO_KTP: owner.nik }, [partnerSlot]: { NO_KTP: inventedNik("0002") } };
    await expect(await draft(page.request, "contacts", { contacts })).toBeOK();
    await expect(await draft(page.request, "slots", numbers)).toBeOK();
    await putFile(page, partnerSlot);
  });
});

async function expectConflict(answer: APIResponse, key: string, what: string): Promise<void> {
  expect([answer.status(), await answer.json()], what).toEqual([409, { error: key, issues: [] }]);
}

/** Everything that a browser could be made to send about parts that are not the bank's, with the answer it must get. */
async function expectAllRefused(request: APIRequestContext, key: string): Promise<void> {
  const values: Record<string, unknown> = {
    kind: { businessType: "CORPORATE", legalEntity: "PT", line: "LOGISTICS", nationality: "ID" },
    profile: { name: intruder, phone: "0812-0000-0000" },
    brand: { category: "SAAS" },
    social: { accounts: [{ code: "INSTAGRAM", url: "https://www.instagram.com/penyusup.test" }] },
    address: { street: intruder },
    contacts: { contacts: [contact("primary", { ...partner, name: intruder }, "OWNER")] },
    slots: { [ownerSlot]: { NO_KTP: inventedNik("9998") } },
  };
  for (const [part, given] of Object.entries(values))
    await expectConflict(await draft(request, part, given), key, part);
  for (const slot of [ownerSlot, partnerSlot]) await expectConflict(await upload(request, slot), key, slot);
  const [file] = merchant.fileIds;
  await expectConflict(await request.delete(`/api/uploads/${file}`), key, "taking a file back");

  const correct = (section: string, part: string): [string, string, Argument[]] => {
    const json = { section, part, values: values[part] };
    return ["continueSection", "/onboarding/correct/bank", [{ json }]];
  };
  const profile = { part: "profile", values: values.profile, returnToCheck: false };
  const number = { slotId: ownerSlot, values: { NO_KTP: inventedNik("9998") } };
  const refused: [string, string, Argument[], string?][] = [
    correct("address", "address"),
    correct("contacts", "contacts"),
    correct("bank", "profile"),
    ["findSectionGaps", "/onboarding/correct/photos", [{ json: { section: "photos" } }]],
    ["saveValues", "/onboarding/uploads", [{ json: number }]],
    ["continuePart", "/onboarding/business/profile", [{ json: profile }], "notEditable"],
    [
      "submitKind",
      "/onboarding/requirements",
      [{ json: { values: values.kind, confirmed: true, returnToCheck: false } }],
      "notEditable",
    ],
  ];
  for (const [name, path, args, other] of refused) {
    const text = await (await call(request, name, { path, args })).text();
    expect(text, `${name} ${JSON.stringify(args)}`).toContain(`"error":"${other ?? key}"`);
  }
}

test("while the bank account alone is open, nothing else can be changed by whatever is sent", async ({ sandbox }) => {
  const { page, id: businessId } = merchant;
  await refuse(sandbox, businessId, ["BUSINESS_BANK"]);
  await expect(headline(page)).toHaveText("Satu hal perlu diperbaiki");
  await expectAllRefused(page.request, "sectionLocked");
  for (const section of ["contacts", "address", "profile", "brand", "social", "photos", "documents"]) {
    const answer = await page.request.get(`/onboarding/correct/${section}`, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location], section).toEqual([307, "/onboarding/status"]);
  }
  expect((await page.request.get("/onboarding/correct/__proto__", { maxRedirects: 0 })).status()).toBe(404);

  // Fields of other parts in a form that is open are not kept either.
  const { account } = merchant.business;
  const known = { bankId: account.bankId, accountNumber: account.number, accountName: "SRI WAHYUNI FORMULIR" };
  const form = { section: "bank", part: "bank", ...known, name: intruder, street: intruder };
  await call(page.request, "postSection", { path: "/onboarding/correct/bank", args: [{ form }] });
  await page.goto("/onboarding/correct");
  const bank = sectionCard(page, "Rekening bank");
  await expect(bank.getByText(known.accountName, { exact: true })).toBeVisible();
  await expect(bank.getByText("Nama pemilik rekening", { exact: true })).toBeVisible();
  await expect(page.getByText("Sekarang", { exact: true })).toHaveCount(1);
  await expect(await draft(page.request, "bank", { ...known, accountName: account.name })).toBeOK();
});

test("of two contacts the refused one alone can be changed, whoever's key is sent", async ({ sandbox }) => {
  const { page, owner, id: businessId } = merchant;
  const [found] = await sandbox.businesses(merchant.business.name);
  const second = found?.entities.filter(({ type }) => type === "BUSINESS_CONTACT")[1]?.id ?? "";
  await refuse(sandbox, businessId, ["BUSINESS_BANK"]);
  await sandbox.setStatus(businessId, { type: "BUSINESS_CONTACT", entityId: second, status: "REJECTED" });
  await page.goto("/onboarding/status");
  await expect(statusRow(page, "Pemilik dan kontak").first()).toContainText("Perlu diperbaiki");

  const hostile = { ...owner, name: intruder };
  const contacts = [contact("primary", hostile, "OWNER"), contact("asing", hostile, "OWNER")];
  await expect(await draft(page.request, "contacts", { contacts })).toBeOK();
  await expectConflict(await upload(page.request, ownerSlot), "sectionLocked", "the approved contact's card");
  await page.goto("/onboarding/correct/contacts");
  await expect(page.getByRole("main")).toContainText("KTP");
  await expect(page.getByLabel("Nama lengkap")).toHaveValue(partner.name);

  // With everything open, what differs from what DOKU has would show: nothing does.
  await sandbox.setStatus(businessId, { type: "BUSINESS_CONTACT", status: "REJECTED" });
  for (const type of ["BUSINESS", "BUSINESS_ADDRESS", "BRAND", "BRAND_SOCIAL_MEDIA", "BRAND_PHOTO_PROOF"]) {
    await sandbox.setStatus(businessId, { type, status: "REJECTED" });
  }
  await expect
    .poll(async () => {
      await page.goto("/onboarding/correct");
      return await page
        .getByRole("main")
        .getByRole("link", { name: /Perbaiki$/ })
        .count();
    })
    .toBe(7);
  await expect(page.getByText("Belum ada yang bisa dikirim")).toBeVisible();
  await expect(page.getByText(intruder)).toHaveCount(0);
});

test("another merchant sees and changes nothing of it", async ({ browser, portal, mailbox, sandbox }) => {
  const { page, business, id: businessId } = merchant;
  await refuse(sandbox, businessId, ["BUSINESS_BANK"]);
  const stranger = await newcomer(browser, { portal, mailbox }, "Toko Sebelah");
  const { request } = stranger.context;
  for (const path of ["/onboarding/correct", "/onboarding/correct/bank", "/onboarding/change/bank"]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location], path).toEqual([307, "/onboarding"]);
    for (const secret of [business.name, business.account.name]) expect(await answer.text()).not.toContain(secret);
  }
  for (const file of merchant.fileIds) expect((await request.get(`/api/uploads/${file}`)).status()).toBe(404);
  const json = { section: "bank", part: "bank", values: { accountName: intruder } };
  const text = await (
    await call(request, "continueSection", { path: "/onboarding/correct/bank", args: [{ json }] })
  ).text();
  expect(text).toContain('"error":"sectionLocked"');
  const sentBefore = await sandbox.requestIds("update");
  await call(request, "sendFixes", { path: "/onboarding/correct", args: [{ form: { sent: "" } }] });
  await page.goto("/onboarding/correct/bank");
  await expect(page.getByLabel("Nama pemilik rekening")).toHaveValue(business.account.name);
  expect(await sandbox.requestIds("update")).toEqual(sentBefore);
  await stranger.context.close();
});

test("a suspended business shows BRAND's notes, and nothing can be edited until it is lifted", async ({ sandbox }) => {
  const { page, id: businessId } = merchant;
  await refuse(sandbox, businessId, ["BUSINESS_BANK"]);
  await page.goto("/onboarding/status");
  await expect(headline(page)).toHaveText("Satu hal perlu diperbaiki");
  await correctAccountName(page, "SRI WAHYUNI UTAMI");
  await page.goto("/onboarding/status");
  await sandbox.suspend(businessId);
  await expect(headline(page)).toHaveText("DOKU menangguhkan usaha Anda");
  const reason = sectionCard(page, "Alasan penangguhan");
  await expect(reason.getByRole("blockquote")).toHaveText(
    "“Akun dibekukan karena aktivitas transaksi yang tidak wajar”",
  );
  await expect(reason).toContainText("data Anda tidak bisa diubah dari sini");
  const ways = page.getByRole("main").getByRole("link", { name: /Perbaiki|Ubah|Minta|Periksa dan kirim/ });
  await expect(ways).toHaveCount(0);
  await checkState(page, "the status of a suspended business");

  await expectAllRefused(page.request, "suspended");
  const bank = { accountName: intruder };
  await expectConflict(await draft(page.request, "bank", bank), "suspended", "the refused section");
  const path = "/onboarding/correct/bank";
  const json = { section: "bank", part: "bank", values: bank };
  expect(await (await call(page.request, "continueSection", { path, args: [{ json }] })).text()).toContain(
    '"error":"suspended"',
  );
  const form = { type: "BUSINESS_ADDRESS", reason: "Kami sudah pindah" };
  const asked = await call(page.request, "ask", {
    path: "/onboarding/change/address",
    args: [{ json: { sent: 0 } }, { form }],
  });
  expect(await asked.text()).toContain('"error":"suspended"');
  const sentBefore = await sandbox.requestIds("update");
  const sent = await call(page.request, "sendFixes", { path: "/onboarding/correct", args: [{ form: { sent: "" } }] });
  expect(sent.headers()["x-action-redirect"]).toContain("/onboarding/status");
  expect(await sandbox.requestIds("update")).toEqual(sentBefore);
  await page.goto("/onboarding/correct/bank");
  await expect(page).toHaveURL(/\/onboarding\/status$/);

  await sandbox.setStatus(businessId, { type: "BRAND", status: "ACTIVE" });
  await sandbox.setStatus(businessId, { type: "BRAND.OPERATIONAL_STATUS", status: "UPDATING" });
  await expect(headline(page)).toHaveText("Satu hal perlu diperbaiki");
  await page.goto("/onboarding/correct");
  await expect(sectionCard(page, "Rekening bank").getByText("SRI WAHYUNI UTAMI", { exact: true })).toBeVisible();
  await expect(page.getByText(intruder)).toHaveCount(0);
});
