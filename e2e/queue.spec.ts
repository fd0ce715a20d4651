/** The desk's queue: what it opens on, narrowed, kept, walked through with keys, and many merchants at once. */
import { invite, newDevice, pressUntil, staffAtDesk } from "./actors";
import { expect, test } from "./fixtures";
import { tellingAddresses } from "./kept-private";
import { allMerchants, type MerchantAtDoku, merchantAtDoku, refuseAccount } from "./merchant-at-doku";
import { inventedBusiness, inventedPerson } from "./people";
import { type Member, memberAtDesk } from "./team";

let refused: MerchantAtDoku;
let other: MerchantAtDoku;
let rani: Member;

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const stage = { browser, portal, mailbox, sandbox };
  rani = await memberAtDesk(browser, { portal, mailbox }, "reviewer", "Rani Antre");
  refused = await merchantAtDoku(stage, staff.page, "Kedai Antre Satu");
  other = await merchantAtDoku(stage, staff.page, "Kedai Antre Dua");
  await refuseAccount(refused, sandbox);
  await refuseAccount(other, sandbox);
  await staff.context.close();
});

const row = (merchant: MerchantAtDoku) => rani.page.getByRole("row", { name: merchant.business.name });

test("it opens on what needs a person, says why, and leads to the merchant", async () => {
  const { page } = rani;
  await page.goto("/desk");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Perlu ditangani");
  await expect(row(refused)).toContainText("Rekening bank ditolak: rekening tidak ditemukan");
  await expect(row(refused)).toContainText("Perlu diperbaiki");
  await page.getByRole("link", { name: refused.business.name }).click();
  await page.waitForURL("**/desk/merchants/*");
});

test("it is narrowed by choices that stand in its address, with and without scripts", async ({ browser, portal }) => {
  const plain = await newDevice(browser, portal, {
    javaScriptEnabled: false,
    storageState: await rani.context.storageState(),
  });
  const { page } = rani;
  await page.goto("/desk");
  const filters = page.getByRole("form", { name: "Saringan" });
  await filters.getByLabel("Bagian").selectOption("Rekening bank");
  await expect(page).toHaveURL(/[?&]section=BUSINESS_BANK/);
  await expect(row(refused)).toBeVisible();
  await filters.getByLabel("Bagian").selectOption("Alamat");
  await expect(page).toHaveURL(/[?&]section=BUSINESS_ADDRESS/);
  await expect(row(refused)).toBeHidden();
  await page.getByRole("link", { name: "Hapus saringan" }).click();
  await expect(page).toHaveURL(/\/desk$/);

  const still = plain.page;
  await still.goto("/desk");
  await still.getByLabel("Alasan", { exact: true }).selectOption("Rekening tidak ditemukan");
  await still.getByRole("button", { name: "Terapkan" }).click();
  await expect(still).toHaveURL(/reason=ACCOUNT_NOT_FOUND/);
  await expect(still.getByRole("link", { name: refused.business.name })).toBeVisible();
  await plain.context.close();
});

test("an address made by hand gives a page that says what was left out, and nothing of a person is repeated", async () => {
  const { page } = rani;
  const { email } = inventedPerson();
  await page.goto(`/desk?view=nonsense&section=1%27--&from=2026-13-01&q=${email}&after=x&page=7`);
  const notice = page.getByRole("status").filter({ hasText: "Sebagian alamat ini diabaikan" });
  for (const part of ["tampilan", "bagian", "hari pertama", "pencarian", "posisi dalam daftar", "tidak dikenal"]) {
    await expect(notice).toContainText(part);
  }
  await expect(row(refused)).toBeVisible();
  expect(await page.getByRole("main").innerHTML()).not.toContain(email);
  // Made by hand, as said: no page of ours leads there.
  expect(tellingAddresses()).toHaveLength(1);
});

test("a view is kept under a name, renamed and deleted, for oneself alone", async ({ browser, portal, mailbox }) => {
  const { page } = rani;
  await page.goto("/desk?view=rejected&section=BUSINESS_BANK");
  await page.getByText("Simpan tampilan ini").click();
  await page.getByLabel("Nama", { exact: true }).fill("Rekening saya");
  await page.getByRole("button", { name: "Simpan", exact: true }).click();
  const places = page.getByRole("navigation", { name: "Meja" });
  await expect(places.getByRole("link", { name: "Rekening saya" })).toHaveAttribute("aria-current", "page");

  await page.goto("/desk");
  await places.getByRole("link", { name: "Rekening saya" }).click();
  await expect(page).toHaveURL(/view=rejected&section=BUSINESS_BANK$/);
  await page.getByText("Tampilan “Rekening saya”").click();
  await page.getByLabel("Nama", { exact: true }).fill("Rekening ditolak");
  await page.getByRole("button", { name: "Ganti nama" }).click();
  await expect(places.getByRole("link", { name: "Rekening ditolak" })).toBeVisible();

  const staff = await staffAtDesk(browser, portal, mailbox);
  await expect(staff.page.getByRole("link", { name: "Rekening ditolak" })).toBeHidden();
  await staff.context.close();

  await page.getByRole("button", { name: "Hapus tampilan ini" }).click();
  await expect(places.getByRole("link", { name: "Rekening ditolak" })).toBeHidden();
});

test("with keys one goes through it, takes a merchant, searches and opens, and typing is typing", async () => {
  const { page } = rani;
  await page.goto(allMerchants);
  const help = page.getByRole("dialog", { name: "Tombol pintas antrean" });
  await pressUntil(page, "?", help);
  await expect(help).toContainText("tugaskan ke saya");
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();

  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: "Cari merchant" });
  await expect(search).toBeFocused();
  await page.keyboard.type(refused.business.name);
  await expect(search).toHaveValue(refused.business.name);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk\?q=/);
  const link = page.getByRole("link", { name: refused.business.name });
  await expect(link).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("j");
  await expect(link).toBeFocused();
  await page.keyboard.press("a");
  await expect(row(refused)).toContainText(rani.name);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/desk/merchants/*");
});

test("several are ticked and put aside together, and come back by hand", async () => {
  const { page } = rani;
  await page.goto("/desk?view=rejected");
  const many = page.getByRole("form", { name: "Merchant terpilih" });
  for (const merchant of [refused, other]) await page.getByLabel(`Pilih ${merchant.business.name}`).check();
  await expect(many.getByText("2 dipilih")).toBeVisible();
  await many.getByLabel("Tugaskan ke").selectOption({ label: `${rani.name} (Anda)` });
  await many.getByRole("button", { name: "Tugaskan" }).click();
  for (const merchant of [refused, other]) await expect(row(merchant)).toContainText(rani.name);

  for (const merchant of [refused, other]) await page.getByLabel(`Pilih ${merchant.business.name}`).check();
  await many.getByLabel("Tunda selama").selectOption("3 hari");
  await many.getByRole("button", { name: "Tunda" }).click();
  await expect(row(refused)).toBeHidden();
  await page.goto("/desk?view=snoozed&assignee=me");
  for (const merchant of [refused, other]) await expect(row(merchant)).toContainText("ditunda sampai");
});

test("who asks DOKU about merchants that it does not have yet reads so", async () => {
  const { page } = rani;
  const owner = inventedPerson("Belum Terdaftar");
  const business = inventedBusiness(`Kedai Belum ${owner.phone.slice(-4)}`, owner);
  await invite(page, owner, business);
  await page.goto("/desk?view=invited");
  await page.getByLabel(`Pilih ${business.name}`).check();
  await page
    .getByRole("form", { name: "Merchant terpilih" })
    .getByRole("button", { name: "Tanya DOKU sekarang" })
    .click();
  await expect(page.getByText("Belum ada yang terdaftar di DOKU dari merchant yang dicentang")).toBeVisible();
  await expect(page.getByLabel(`Pilih ${business.name}`)).toBeChecked();
});
