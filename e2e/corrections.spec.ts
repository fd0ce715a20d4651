import { type Actor, newDevice, slotCard, statusRow } from "./actors";
import { confirmAgain } from "./confirm";
import { expect, test } from "./fixtures";
import { fixesButton, headline, type MerchantAtDoku, sendFixes } from "./merchant-at-doku";
import { checkPage } from "./page-check";
import { checkState } from "./page-rules";
import {
  correctAccountName,
  goOn,
  noteOf,
  refuse,
  registeredMerchant,
  replaceFile,
  sectionCard,
  statesAtDoku,
} from "./refusals";

// The page check looks at four pages in two colour schemes.
test.describe.configure({ timeout: 240_000 });

const oneThing = "Satu hal perlu diperbaiki";

/** Counts whole loads of a page: what changes by itself needs none. */
function countLoads({ page }: Actor): { loads: () => number } {
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  return { loads: () => loads };
}

test("a blurred photo: told without a reload, corrected alone, reviewed again, approved, live", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const merchant = await registeredMerchant({ browser, portal, mailbox, sandbox }, "Warung Buram");
  const { page, business, id: businessId } = merchant;
  const atStatus = countLoads(merchant);
  await refuse(sandbox, businessId, ["BUSINESS_CONTACT"]);
  await expect(headline(page)).toHaveText(oneThing);
  expect(atStatus.loads()).toBe(0);

  const refused = sectionCard(page, "Pemilik dan kontak");
  await expect(refused.getByRole("heading", { name: "Foto kartu identitas buram" })).toBeVisible();
  await expect(refused.getByText("DOKU tidak bisa membaca tulisannya")).toBeVisible();
  await expect(refused.getByRole("blockquote")).toHaveText(`“${noteOf("BUSINESS_CONTACT")}”`);
  for (const verdict of ["Hindari", "Baik"]) {
    await expect(refused.getByRole("figure").filter({ hasText: verdict }).locator("svg").first()).toBeVisible();
  }
  await expect(refused.getByRole("link")).toHaveCount(1);
  await expect(page.getByRole("link", { name: /^Perbaiki ini/ })).toHaveCount(1);

  await refused.getByRole("link", { name: /^Perbaiki ini/ }).click();
  await expect(headline(page)).toHaveText("Perbaiki: Pemilik dan kontak");
  const shown = page.locator("section[data-slot]").filter({ visible: true });
  await expect(shown).toHaveCount(1);
  await expect(page.getByLabel("Nama lengkap").filter({ visible: true })).toHaveCount(0);
  await expect(page.getByLabel("Nomor rekening")).toHaveCount(0);
  const card = slotCard(page, /^KTP/);
  await expect(card.getByText("Ditolak DOKU", { exact: true })).toBeVisible();
  await replaceFile(page, /^KTP/);
  const [before, after] = await Promise.all(
    ["Ditolak DOKU", "Berkas baru"].map((title) =>
      card.getByRole("listitem").filter({ hasText: title }).locator("img, canvas").first().boundingBox(),
    ),
  );
  expect(before?.y).toBe(after?.y);
  expect(before?.x).toBeLessThan(after?.x ?? 0);
  await goOn(page);

  const ready = sectionCard(page, "Pemilik dan kontak");
  await expect(ready.getByText("Siap dikirim")).toBeVisible();
  await expect(ready.getByRole("link", { name: /Sebelumnya/ })).toHaveCount(1);
  await expect(ready.getByRole("link", { name: /Sekarang/ })).toHaveCount(1);
  const statesBefore = await statesAtDoku(sandbox, business.name);
  await sendFixes(page);
  await sandbox.waitForBusiness({ name: business.name, type: "BUSINESS_CONTACT", status: "UPDATING" });
  expect(await statesAtDoku(sandbox, business.name)).toEqual({ ...statesBefore, BUSINESS_CONTACT: "UPDATING" });
  expect(statesBefore).toMatchObject({ BUSINESS: "ACTIVE", BUSINESS_BANK: "ACTIVE", BRAND_PHOTO_PROOF: "ACTIVE" });

  const row = statusRow(page, "Pemilik dan kontak");
  await expect(row).toContainText("Diperiksa");
  await expect(row).toContainText("Hasil paling lambat");
  await expect(row).toContainText("Dikirim kedua kalinya");
  await expect(statusRow(page, "Alamat")).toContainText("Disetujui");
  const atEnd = countLoads(merchant);
  await sandbox.approve(businessId);
  await expect(headline(page)).toHaveText("Usaha Anda sudah aktif di DOKU");
  await expect(row).toContainText("Disetujui");
  expect(atEnd.loads()).toBe(0);

  await row.getByText("Riwayat").click();
  await expect(row.getByRole("heading", { level: 3 })).toHaveText(["Kiriman ke-2", "Kiriman pertama"]);
  await expect(row.getByText("KTP: 1 berkas baru")).toBeVisible();
  await expect(row.getByText(`“${noteOf("BUSINESS_CONTACT")}”`)).toBeVisible();
  await checkState(page, "the status of a live business, with a history unfolded");
  await merchant.context.close();
});

test("of three refused sections two are sent together, the third follows; every page fits a phone", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const {
    page,
    context,
    business,
    id: businessId,
  } = await registeredMerchant({ browser, portal, mailbox, sandbox }, "Warung Tiga");
  await refuse(sandbox, businessId, ["BUSINESS_BANK", "BUSINESS_ADDRESS", "BRAND_PHOTO_PROOF"]);
  await expect(headline(page)).toHaveText("3 hal perlu diperbaiki");
  await expect(page.getByText("3 bagian ini bisa diperbaiki bersama")).toBeVisible();
  const unfold = async () => {
    await statusRow(page, "Rekening bank").getByText("Riwayat").click();
  };
  await checkPage(page, "/onboarding/status", { locale: "en", whole: true });
  await checkPage(page, "/onboarding/status", { locale: "id", whole: true, prepare: unfold });
  for (const section of ["bank", "photos"]) {
    for (const locale of ["en", "id"] as const) {
      await checkPage(page, `/onboarding/correct/${section}`, { locale, whole: true });
    }
  }

  await page.goto("/onboarding/correct/address");
  await page.getByLabel("Jalan dan nomor").fill("Jalan Melati Nomor 12A, RT 04 RW 05");
  await goOn(page);
  await correctAccountName(page, "SRI WAHYUNI RAHAYU");
  for (const locale of ["en", "id"] as const) await checkPage(page, "/onboarding/correct", { locale, whole: true });
  const bank = sectionCard(page, "Rekening bank");
  await expect(bank.getByText(business.account.name, { exact: true })).toBeVisible();
  await expect(bank.getByText("SRI WAHYUNI RAHAYU", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Foto tempat usaha Perbaiki/ })).toBeVisible();
  await expect(page.getByText("Tetap ditolak, karena belum siap dikirim: Foto tempat usaha.")).toBeVisible();
  await sendFixes(page);

  await expect(headline(page)).toHaveText(oneThing);
  for (const row of ["Rekening bank", "Alamat"]) await expect(statusRow(page, row)).toContainText("Diperiksa");
  await expect(statusRow(page, "Foto tempat usaha")).toContainText("Perlu diperbaiki");
  expect(await statesAtDoku(sandbox, business.name)).toMatchObject({
    BUSINESS_BANK: "UPDATING",
    BUSINESS_ADDRESS: "UPDATING",
    BUSINESS_CONTACT: "ACTIVE",
    BRAND_PHOTO_PROOF: "REJECTED",
  });

  await sectionCard(page, "Foto tempat usaha")
    .getByRole("link", { name: /^Perbaiki ini/ })
    .click();
  await replaceFile(page, /tempat usaha/i);
  await goOn(page);
  await sendFixes(page);
  await expect(headline(page)).toHaveText("DOKU sedang memeriksa data Anda");
  await expect(statusRow(page, "Foto tempat usaha")).toContainText("Diperiksa");
  await sandbox.approve(businessId);
  await expect(headline(page)).toHaveText("Usaha Anda sudah aktif di DOKU");
  await context.close();
});

test.describe("a refused account name", () => {
  let merchant: MerchantAtDoku;

  test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
    merchant = await registeredMerchant({ browser, portal, mailbox, sandbox }, "Warung Rekening");
    await confirmAgain(merchant.page);
  });

  test.beforeEach(async ({ sandbox }) => {
    const { page, id: businessId } = merchant;
    await refuse(sandbox, businessId, ["BUSINESS_BANK"]);
    await page.goto("/onboarding/status");
    await expect(headline(page)).toHaveText(oneThing);
  });

  test("nothing changed is said and not sent, and another spelling is no change", async ({ sandbox }) => {
    const { page, owner, id } = merchant;
    const sentBefore = await sandbox.requestIds("update");
    await refuse(sandbox, id, ["BUSINESS_BANK", "BUSINESS_CONTACT"]);
    await expect(headline(page)).toHaveText("2 hal perlu diperbaiki");
    await page.goto("/onboarding/correct/contacts");
    await page.getByText("Ubah hal lain di bagian ini").click();
    await page.getByLabel("Nomor ponsel").fill(owner.phone.replace("0812-", "+62 812 "));
    await goOn(page);
    await expect(page.getByText("Belum ada yang bisa dikirim")).toBeVisible();
    await expect(page.getByText("Yang dikirim ke DOKU hanya yang berubah.")).toBeVisible();
    await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
    expect(await sandbox.requestIds("update")).toEqual(sentBefore);
  });

  test("sent from two tabs at once it is one submission, and both tabs end calmly", async ({ sandbox }) => {
    const { page, context, business } = merchant;
    await correctAccountName(page, "SRI WAHYUNI LESTARI");
    const second = await context.newPage();
    await second.goto("/onboarding/correct");
    const sentBefore = await sandbox.requestIds("update");
    const tabs = [page, second];
    for (const tab of tabs) await fixesButton(tab).waitFor();
    // At once: a tab that waits hears of the other's press, shows the status, and has nothing left to press.
    await Promise.all(tabs.map((tab) => fixesButton(tab).dispatchEvent("click")));
    for (const tab of tabs) {
      await tab.waitForURL("**/onboarding/status");
      await expect(statusRow(tab, "Rekening bank")).toContainText("Diperiksa");
      await expect(headline(tab)).toHaveText("DOKU sedang memeriksa data Anda");
    }
    expect(await sandbox.requestIds("update")).toHaveLength(sentBefore.length + 1);
    expect(await statesAtDoku(sandbox, business.name)).toMatchObject({ BUSINESS_BANK: "UPDATING" });
    await second.close();
  });

  test("is corrected and sent without JavaScript", async ({ browser, portal, sandbox }) => {
    const { page, context: withoutScripts } = await newDevice(browser, portal, {
      javaScriptEnabled: false,
      storageState: await merchant.context.storageState(),
    });
    const sentBefore = await sandbox.requestIds("update");
    await page.goto("/onboarding/status");
    await page.getByRole("link", { name: /^Perbaiki ini/ }).click();
    await page.getByLabel("Nama pemilik rekening").fill("");
    await page.getByRole("button", { name: "Lanjut", exact: true }).click();
    await expect(page.getByRole("alert").getByText("Bagian ini perlu diisi")).toBeVisible();
    await correctAccountName(page, "SRI WAHYUNI TANPA SKRIP");
    await sendFixes(page);
    await sandbox.waitForBusiness({ name: merchant.business.name, type: "BUSINESS_BANK", status: "UPDATING" });
    await withoutScripts.close();
    // The sandbox changes the state first and notes the request once it has answered.
    await expect.poll(async () => (await sandbox.requestIds("update")).length).toBe(sentBefore.length + 1);
  });
});
