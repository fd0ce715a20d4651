/** A merchant's whole way with the keyboard alone: no pointer, no script's help; what cannot be reached with Tab is not there. */
import type { Locator, Page } from "@playwright/test";
import { bankSearch, slotCard, statusRow } from "./actors";
import { expect, test } from "./fixtures";
import { identityCard, type Photo, smallPng } from "./photos";
import { newcomer } from "./quick-merchant";

test.describe.configure({ timeout: 150_000 });

const mostTabs = 120;

/** Walks on with Tab until it has the focus, round the page once at most, and sees that the focus shows. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeAttached();
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${target}`);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** A group of radios is one stop: the arrows choose in it. */
async function choose(page: Page, group: Locator, name: string | RegExp): Promise<void> {
  const radios = group.getByRole("radio");
  const target = group.getByRole("radio", { name });
  const checked = group.locator("input:checked");
  await tabTo(page, (await checked.count()) > 0 ? checked : radios.first());
  await page.keyboard.press("Space");
  for (let steps = await radios.count(); steps > 0 && !(await target.isChecked()); steps -= 1) {
    await page.keyboard.press("ArrowDown");
  }
  await expect(target).toBeChecked();
}

async function select(page: Page, label: string, letters: string, value: string): Promise<void> {
  const list = page.getByLabel(label, { exact: true });
  await tabTo(page, list);
  await page.keyboard.type(letters);
  await expect(list).toHaveValue(value);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

async function goOn(page: Page): Promise<void> {
  const before = page.url();
  await press(page, page.getByRole("button", { name: "Lanjut", exact: true }));
  await page.waitForURL((url) => url.href !== before);
}

async function upload(page: Page, heading: RegExp, photo: Photo): Promise<void> {
  const card = slotCard(page, heading);
  const chooser = page.waitForEvent("filechooser");
  await press(page, card.locator('input[type="file"]:not([capture])'));
  await (await chooser).setFiles(photo);
  await expect(card.getByText("Tersimpan", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
}

test("from the first question to the status page", async ({ browser, portal, mailbox, sandbox }) => {
  const { page, owner, business } = await newcomer(browser, { portal, mailbox }, "Warung Tuts");

  await page.goto("/onboarding");
  // The first stop of every page leads past what repeats.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Langsung ke isi halaman" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await press(page, page.getByRole("link", { name: /^Mulai/ }));
  await page.waitForURL("**/requirements");

  await choose(page, page.getByRole("group", { name: "Jenis usaha" }), /^Perorangan/);
  await press(page, page.getByRole("button", { name: "Lihat persyaratan" }));
  await press(page, page.getByRole("link", { name: /^Lanjut: / }));
  await page.waitForURL("**/uploads");

  await upload(page, /^KTP/, await identityCard(owner));
  await tabTo(page, slotCard(page, /^KTP/).getByRole("textbox"));
  await page.keyboard.type(owner.nik);
  for (const heading of [/Swafoto/i, /tempat usaha/i, /buku tabungan|rekening/i]) {
    await upload(page, heading, await smallPng());
  }
  await press(page, page.getByRole("button", { name: "Lanjut", exact: true }));
  await page.waitForURL("**/onboarding");

  await page.goto("/onboarding/business/profile");
  await type(page, "Nama usaha", business.name);
  await type(page, "Email usaha", business.email);
  await type(page, "Nomor telepon usaha", business.phone);
  // A mistake takes the focus to the summary, and from there to its field.
  await press(page, page.getByRole("button", { name: "Lanjut", exact: true }));
  await expect(page.getByRole("alert").filter({ hasText: "Ada yang perlu diperiksa" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Apa yang dijual")).toBeFocused();
  await page.keyboard.type(business.description);
  await choose(page, page.getByRole("group", { name: "Situs web" }), "Tidak ada");
  await choose(page, page.getByRole("group", { name: "Aplikasi ponsel" }), "Tidak ada");
  await goOn(page);

  await page.goto("/onboarding/business/brand");
  await choose(page, page.getByRole("group").filter({ hasText: "Langsung ke pembeli" }), /Langsung ke pembeli/);
  await choose(page, page.getByRole("group").filter({ hasText: "Usaha mikro" }), /Usaha mikro/);
  await choose(page, page.getByRole("group").filter({ hasText: "Sampai 100" }), "Sampai 100");
  await goOn(page);

  await page.goto("/onboarding/business/social");
  await press(page, page.getByRole("button", { name: "Tambah akun" }));
  await expect(page.getByLabel("Media", { exact: true })).toBeFocused();
  await select(page, "Media", "Insta", "INSTAGRAM");
  await type(page, "Alamat", business.instagram);
  await goOn(page);

  await page.goto("/onboarding/business/address");
  await tabTo(page, page.getByRole("combobox", { name: "Wilayah" }));
  await page.keyboard.type(business.area.slice(0, 5));
  await expect(page.getByRole("option", { name: business.area })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Wilayah" })).toHaveValue(/\d{5} - /);
  await type(page, "Jalan dan nomor", business.street);
  await goOn(page);

  await page.goto("/onboarding/business/contacts");
  await choose(page, page.getByRole("group", { name: "Kewarganegaraan" }), "Indonesia");
  await goOn(page);

  await page.goto("/onboarding/business/bank");
  const bank = bankSearch(page);
  await tabTo(page, bank);
  await page.keyboard.type("bca");
  await page.keyboard.press("Enter");
  await expect(bank).toHaveValue("BCA");
  await type(page, "Nomor rekening", business.account.number);
  await type(page, "Nama pemilik rekening", business.account.name);
  await goOn(page);

  await page.goto("/onboarding/check");
  await press(page, page.getByRole("button", { name: "Kirim ke DOKU" }));
  await page.waitForURL("**/onboarding/status");
  await expect(statusRow(page, "Rekening bank")).toContainText("Diperiksa");
  await sandbox.waitForBusiness({ name: business.name });
});
