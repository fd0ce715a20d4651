import {
  bankSearch,
  chooseBank,
  chooseKind,
  draftSaved,
  fillBusiness,
  invitedMerchant,
  newDevice,
  preparePersonal,
  signInByLink,
  staffAtDesk,
  statusRow,
  submit,
  uploadCompanyFiles,
} from "./actors";
import { expect, test } from "./fixtures";
import { inventedBusiness, inventedPerson } from "./people";

test.describe.configure({ timeout: 180_000 });

const personalRows = [
  "Profil usaha",
  "Pemilik dan kontak",
  "Alamat",
  "Rekening bank",
  "Merek",
  "Media sosial",
  "Foto tempat usaha",
];

test("a person's shop goes from the invitation to live, seen in two browsers and at the desk without a reload", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const owner = inventedPerson();
  const business = inventedBusiness("Warung Melati", owner);
  const staff = await staffAtDesk(browser, portal, mailbox);
  const merchant = await invitedMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await preparePersonal(merchant.page, business, owner);
  await submit(merchant.page);

  const second = await newDevice(browser, portal);
  await signInByLink(second.page, portal, mailbox, owner.email);
  await expect(second.page).toHaveURL(/\/onboarding\/status$/);
  const screens = [merchant.page, second.page];

  const found = await sandbox.waitForBusiness({ name: business.name });
  for (const page of screens) {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("DOKU sedang memeriksa data Anda");
    for (const row of personalRows) await expect(statusRow(page, row)).toContainText("Diperiksa");
    await expect(statusRow(page, "Dokumen usaha")).toHaveCount(0);
  }
  await staff.page.goto("/desk?view=all");
  await expect(staff.page.getByRole("row", { name: new RegExp(business.name) })).toContainText("Diperiksa DOKU");

  await sandbox.approve(found.id);
  for (const page of screens) {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Usaha Anda sudah aktif di DOKU");
    for (const row of personalRows) await expect(statusRow(page, row)).toContainText("Disetujui");
    await expect(page.getByText("Anda sudah bisa menerima pembayaran.")).toBeVisible();
  }
  await expect(staff.page.getByRole("row", { name: new RegExp(business.name) })).toContainText("Aktif");
  expect(await sandbox.businesses(business.name)).toHaveLength(1);
});

test("a PT goes the same way with its company documents", async ({ browser, portal, mailbox, sandbox }) => {
  const director = inventedPerson("Agus Prasetyo");
  const business = inventedBusiness("PT Sinar Logistik Contoh", director);
  const kind = { type: "CORPORATE", legalEntity: "PT", line: "LOGISTICS" } as const;
  const staff = await staffAtDesk(browser, portal, mailbox);
  const { page } = await invitedMerchant(browser, { portal, mailbox, staff: staff.page }, director, business);
  await chooseKind(page, kind);
  await uploadCompanyFiles(page, director);
  await fillBusiness(page, kind, business, director);
  await submit(page);
  const found = await sandbox.waitForBusiness({ name: business.name });
  await expect(statusRow(page, "Dokumen usaha")).toContainText("Diperiksa");
  await sandbox.approve(found.id);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Usaha Anda sudah aktif di DOKU");
  await expect(statusRow(page, "Dokumen usaha")).toContainText("Disetujui");
});

test("what was typed, valid or not, is there again in another browser", async ({ browser, portal, mailbox }) => {
  const owner = inventedPerson("Dewi Lestari");
  const business = inventedBusiness("Kedai Dewi", owner);
  const staff = await staffAtDesk(browser, portal, mailbox);
  const { page, context } = await invitedMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await chooseKind(page, { type: "PERSONAL" });
  await page.goto("/onboarding/business/bank");
  await chooseBank(page, "BCA");
  const isSaved = draftSaved(page, (values) => values.includes("12x"));
  await page.getByLabel("Nomor rekening").fill("12x");
  await isSaved;
  await context.close();

  const second = await newDevice(browser, portal);
  await signInByLink(second.page, portal, mailbox, owner.email);
  await second.page.goto("/onboarding/business/bank");
  await expect(second.page.getByLabel("Nomor rekening")).toHaveValue("12x");
  await expect(bankSearch(second.page)).toHaveValue("BCA");
});
