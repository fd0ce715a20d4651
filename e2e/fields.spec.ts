import { type Browser, expect, type Page } from "@playwright/test";
import { bankSearch, chooseKind, newDevice, slotCard } from "./actors";
import type { Mailbox } from "./control";
import { test } from "./fixtures";
import { checkState } from "./page-rules";
import { inventedNik, type Person } from "./people";
import { newcomer } from "./quick-merchant";
import type { Portal } from "./servers";

/** A small phone, held in the hand. */
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

let known: Promise<{ page: Page; owner: Person }> | undefined;

/** One merchant for all of these, with nothing filled in but the kind of business. */
async function merchantAtPhone(browser: Browser, portal: Portal, mailbox: Mailbox) {
  known ??= (async () => {
    const { context, owner } = await newcomer(browser, { portal, mailbox }, "Toko Isian");
    const { page } = await newDevice(browser, portal, { ...phone, storageState: await context.storageState() });
    await chooseKind(page, { type: "PERSONAL" });
    return { page, owner };
  })();
  return await known;
}

const saved = (page: Page) => expect(page.locator('[data-save-state="saved"]').first()).toBeVisible();

test("a NIK says whose card it is while the caret stays in it, in both languages", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page } = await merchantAtPhone(browser, portal, mailbox);
  await page.goto("/onboarding/uploads");
  const field = slotCard(page, /^KTP/).getByRole("textbox");
  await field.fill(inventedNik());
  const note = slotCard(page, /^KTP/).getByRole("status").filter({ hasText: "Lahir" });
  await expect(note).toHaveText("Lahir 17 Agu 1990, DKI Jakarta");
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/Lahir 17 Agu 1990, DKI Jakarta/);
  await field.press("Backspace");
  await expect(note).toHaveCount(0);
  await field.fill(`99${inventedNik().slice(2)}`);
  await expect(note).toHaveText("Lahir 17 Agu 1990");
  await field.fill(inventedNik());
  await expect(note).toHaveText(/DKI Jakarta$/);

  await page.getByRole("button", { name: /^English/ }).click();
  await expect(page.getByText("Born 17 Aug 1990, DKI Jakarta")).toBeVisible();
  await page.getByRole("button", { name: /^Bahasa Indonesia/ }).click();
  await expect(note).toHaveText("Lahir 17 Agu 1990, DKI Jakarta");
});

test("a bank is found by keyboard and by touch, and the account's name is compared at once", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page, owner } = await merchantAtPhone(browser, portal, mailbox);
  await page.goto("/onboarding/business/bank");
  const bank = bankSearch(page);
  const options = page.getByRole("option");
  await bank.focus();
  await expect(options).toHaveCount(0);
  await page.keyboard.type("bank r");
  await expect(options).toHaveText(["BRI Bank Rakyat Indonesia", "Bank lain: “bank r”"]);
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await checkState(page, "banks found", async () => {
    await bank.fill("bank r");
    await expect(options).toHaveCount(2);
  });
  await bank.fill("bank r");
  await page.keyboard.press("ArrowDown");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(bank).toHaveValue("BRI");
  await expect(bank).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { selected: true })).toHaveText("BRI Bank Rakyat Indonesia");
  await page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await expect(bank).toHaveValue("BRI");

  await bank.tap();
  await expect(options).toHaveCount(20);
  await page.getByRole("option", { name: "Bank lain" }).tap();
  await expect(page.getByLabel("Nama bank")).toBeVisible();
  await bank.fill("014");
  await page.getByRole("option", { name: "BCA" }).tap();
  await expect(page.getByLabel("Nama bank")).toBeHidden();
  await bank.fill("Nagari");
  await bank.blur();
  await expect(page.getByLabel("Nama bank")).toHaveValue("Nagari");
  await bank.fill("bca");
  await bank.blur();

  const name = page.getByLabel("Nama pemilik rekening");
  await expect(name).toHaveValue(owner.name);
  await expect(name).toHaveAccessibleDescription(/Diisi dari .*, boleh diganti/);
  const warning = page.getByText(/^Nama pemilik rekening berbeda/);
  await name.fill("Siti");
  await expect(warning).toBeVisible();
  await expect(name).toBeFocused();
  await expect(name).not.toHaveAttribute("aria-invalid");
  await checkState(page, "an account of another name");
  await page.getByRole("button", { name: `Pakai “${owner.name}”` }).tap();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue(owner.name);
  await expect(warning).toBeHidden();
  await saved(page);
  await page.reload();
  await expect(bank).toHaveValue("BCA");
  // What was only filled in counts as well.
  await page.getByLabel("Nomor rekening").fill("1234567890");
  await page.getByRole("button", { name: "Lanjut", exact: true }).tap();
  await page.waitForURL((url) => !url.pathname.endsWith("/bank"));
});

test("phone numbers and accounts are written out, and an account elsewhere is noticed", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page } = await merchantAtPhone(browser, portal, mailbox);
  await page.goto("/onboarding/business/profile");
  const number = page.getByLabel("Nomor telepon usaha");
  await number.fill("+62 (0)812.3456.7890");
  await number.blur();
  await expect(number).toHaveValue("0812-3456-7890");
  await number.fill("0812 34");
  await number.blur();
  await expect(number).toHaveValue("0812 34");

  await page.goto("/onboarding/business/social");
  await page.getByRole("button", { name: "Tambah akun" }).tap();
  await page.getByLabel("Media").selectOption("INSTAGRAM");
  const address = page.getByLabel("Alamat");
  await address.fill("@kopi.contoh");
  await address.blur();
  await expect(address).toHaveValue("https://instagram.com/kopi.contoh");
  await address.fill("tiktok.com/@kopi.contoh");
  await address.blur();
  await expect(page.getByText(/^Alamat ini bukan di instagram.com/)).toBeVisible();
});

test("an area is found while DOKU's search is down, and asks for its postal code", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const { page } = await merchantAtPhone(browser, portal, mailbox);
  await page.goto("/onboarding/business/address");
  await sandbox.fault({ endpoint: "address", kind: "status", status: 500, remaining: 20 });
  const area = page.getByRole("combobox", { name: "Wilayah" });
  const inEither = page.getByRole("combobox");
  await area.fill("tempat rekaan");
  await expect(page.getByText(/^Tidak ditemukan\. Tulis sendiri/).first()).toBeVisible();
  await checkState(page, "no area found", null);
  await area.fill("kali baru bekasi");
  await expect(page.getByRole("option")).not.toHaveCount(0);
  await checkState(page, "areas found", async () => {
    await inEither.fill("kali baru");
    await expect(page.getByRole("option")).not.toHaveCount(0);
  });
  await area.fill("kali baru bekasi");
  await page.getByRole("option", { name: "Kalibaru - Medansatria - Kota Bekasi - Jawa Barat" }).tap();
  await sandbox.clearFaults();
  const code = page.getByLabel("Kode pos");
  await expect(code).toBeFocused();
  await page.keyboard.type("17133");
  await expect(area).toHaveValue("17133 - Kalibaru - Medansatria - Kota Bekasi - Jawa Barat");
  await page.getByLabel("Jalan dan nomor").fill("Jalan Rekaan 21");
  await page.getByRole("button", { name: "Lanjut", exact: true }).tap();
  await page.waitForURL(/\/onboarding\/business\/contacts$/);
});
