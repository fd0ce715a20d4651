import { expect, type Locator, type Page } from "@playwright/test";
import { askWhatIsNeeded, chooseKind, draftSaved, slotCard, staffAtDesk, submit } from "./actors";
import { test } from "./fixtures";
import { newcomer, prepareQuickly, putFile } from "./quick-merchant";
import type { Portal } from "./servers";

const goOn = (page: Page) => page.getByRole("button", { name: "Lanjut", exact: true }).click();

/** The same words beside the field and in the summary. */
async function expectFault(summary: Locator, field: Locator, label: string, words: string): Promise<void> {
  await expect(summary.getByRole("link", { name: `${label}: ${words}` })).toBeVisible();
  await expect(field).toHaveAccessibleDescription(new RegExp(words.replace(/[.+?()]/g, "\\$&")));
  await expect(field).toHaveAttribute("aria-invalid", "true");
}

test("every fault stands beside its field and in the summary, and nothing else that was typed is lost", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page, context } = await newcomer(browser, { portal, mailbox }, "Toko Salah Ketik");
  await page.goto("/onboarding/business/profile");
  await page.getByLabel("Nama usaha").fill("");
  await page.getByLabel("Email usaha").fill("bukan alamat");
  await page.getByLabel("Nomor telepon usaha").fill("0812");
  await page.getByLabel("Apa yang dijual").fill("Kue kering & kopi");
  await goOn(page);
  const summary = page.getByRole("alert", { name: "Ada yang perlu diperiksa" });
  await expect(summary).toBeFocused();
  const email = page.getByLabel("Email usaha");
  await expectFault(summary, page.getByLabel("Nama usaha"), "Nama usaha", "Bagian ini perlu diisi");
  await expectFault(summary, email, "Email usaha", "Tulis alamat email lengkap, contoh: nama@contoh.com");
  await expectFault(
    summary,
    page.getByLabel("Nomor telepon usaha"),
    "Nomor telepon usaha",
    "Tulis nomor telepon lengkap, contoh: 0812-3456-7890 atau 021 5551234",
  );
  await expect(summary.getByRole("link", { name: "Situs web: Pilih salah satu" })).toBeVisible();
  await summary.getByRole("link", { name: /^Email usaha/ }).click();
  await expect(email).toBeFocused();
  await email.fill("toko@contoh.test");
  await expect(email).not.toHaveAttribute("aria-invalid");
  await expect(page.getByLabel("Apa yang dijual")).toHaveValue("Kue kering & kopi");
  await expect(page.getByText("Tersimpan", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: /^English/ }).click();
  await expect(page.getByLabel("What you sell")).toHaveValue("Kue kering & kopi");
  await expect(page.getByLabel("Business phone number")).toHaveValue("0812");
  await page.getByRole("button", { name: "Continue" }).click();
  const english = page.getByRole("alert", { name: "Some answers need another look" });
  await expect(english).toBeFocused();
  await expectFault(english, page.getByLabel("Business name"), "Business name", "This needs an answer");
  await page.getByRole("button", { name: /^Bahasa Indonesia/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Profil usaha");

  await page.goto("/onboarding/business/bank");
  await page.getByLabel("Nomor rekening").fill("123-ABC");
  await goOn(page);
  await expect(summary).toBeFocused();
  await expectFault(
    summary,
    page.getByLabel("Nomor rekening"),
    "Nomor rekening",
    "Tulis dengan angka saja, tanpa huruf",
  );
  await expect(page.getByLabel("Nomor rekening")).toHaveValue("123-ABC");

  await page.goto("/onboarding/business/address");
  await page.getByRole("combobox", { name: "Wilayah" }).fill("Bekasi");
  await page.getByLabel("Jalan dan nomor").fill("Jalan Melati 12");
  await goOn(page);
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Wilayah: Awali dengan 5 angka kode pos, contoh: 17133");
  await expect(page.getByLabel("Jalan dan nomor")).toHaveValue("Jalan Melati 12");
  await context.close();
});

test("a contact is added and removed again, and the first one stays as it was", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page, context, owner } = await newcomer(browser, { portal, mailbox }, "Toko Dua Orang");
  await chooseKind(page, { type: "PERSONAL" });
  await page.goto("/onboarding/business/contacts");
  const first = page.getByRole("group", { name: "Pemilik atau penanggung jawab" });
  await first.getByLabel("Jabatan").selectOption("OWNER");
  await page.getByRole("button", { name: "Tambah orang" }).click();
  const second = page.getByRole("group", { name: "Kontak 2" });
  await expect(second.getByLabel("Nama lengkap")).toBeFocused();
  const isSaved = draftSaved(page, (values) => values.includes("Budi Santoso"));
  await second.getByLabel("Nama lengkap").fill("Budi Santoso");
  await second.getByLabel("Email").fill("budi");
  await goOn(page);
  const summary = page.getByRole("alert", { name: "Ada yang perlu diperiksa" });
  await expect(summary).toBeFocused();
  await expectFault(
    summary,
    second.getByLabel("Email"),
    "Kontak 2, Email",
    "Tulis alamat email lengkap, contoh: nama@contoh.com",
  );
  await isSaved;
  await page.goto("/onboarding/uploads");
  await expect(page.getByRole("region", { name: "Kontak: Budi Santoso" })).toBeVisible();

  await page.goto("/onboarding/business/contacts");
  await second.getByRole("button", { name: "Hapus orang ini" }).click();
  const question = page.getByRole("dialog", { name: "Hapus kontak 2?" });
  await question.getByRole("button", { name: "Batal" }).click();
  await expect(second.getByLabel("Nama lengkap")).toHaveValue("Budi Santoso");
  await second.getByRole("button", { name: "Hapus orang ini" }).click();
  const isRemoved = draftSaved(page, (values) => !values.includes("Budi Santoso"));
  await question.getByRole("button", { name: "Hapus orang ini" }).click();
  await expect(second).toBeHidden();
  await expect(first.getByLabel("Nama lengkap")).toHaveValue(owner.name);
  await expect(first.getByLabel("Jabatan")).toHaveValue("OWNER");
  await isRemoved;
  await page.goto("/onboarding/uploads");
  await expect(page.getByRole("region", { name: "Kontak: Budi Santoso" })).toHaveCount(0);
  await expect(slotCard(page, /^KTP/)).toHaveCount(1);
  await context.close();
});

test("changing the kind of business says which files become useless, keeps the rest and deletes nothing", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page, context, business } = await newcomer(browser, { portal, mailbox }, "Toko Ganti Bentuk");
  await chooseKind(page, { type: "CORPORATE", legalEntity: "PT", line: "LOGISTICS" });
  for (const slot of ["business.DOCUMENT.NIB", "contact.primary.DOCUMENT.KTP"]) await putFile(page, slot);

  const change = async () => {
    await page.goto("/onboarding/requirements?change=1");
    await page.getByRole("radio", { name: /^Perorangan/ }).check();
    await page.getByRole("button", { name: "Perbarui persyaratan" }).click();
  };
  await change();
  const question = page.getByRole("dialog", { name: "Beberapa berkas tidak akan dipakai" });
  await expect(question.getByRole("listitem")).toHaveText(["Nomor Induk Berusaha (NIB) (1 berkas)"]);
  await expect(question).toContainText("Berkas lain (1) dan semua isian tetap dipakai. Tidak ada yang dihapus.");
  await question.getByRole("button", { name: "Tetap seperti semula" }).click();
  await page.goto("/onboarding/uploads");
  await expect(slotCard(page, /NIB/).getByText("Tersimpan", { exact: true })).toBeVisible();

  await change();
  await question.getByRole("button", { name: "Ubah dan lanjut" }).click();
  await expect(page.getByRole("region", { name: "Berkas yang tidak diperlukan lagi" })).toContainText("NIB");
  await page.goto("/onboarding/uploads");
  await expect(slotCard(page, /^KTP/).getByText("Tersimpan", { exact: true })).toBeVisible();
  await expect(slotCard(page, /NIB/)).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Berkas yang tidak diperlukan lagi" })).toContainText("NIB");
  await page.goto("/onboarding/business/profile");
  await expect(page.getByLabel("Nama usaha")).toHaveValue(business.name);
  await chooseKindAgain(page);
  await page.goto("/onboarding/uploads");
  await expect(slotCard(page, /NIB/).getByText("Tersimpan", { exact: true })).toBeVisible();
  await context.close();
});

/** Back to the company: what was put aside counts again. */
async function chooseKindAgain(page: Page): Promise<void> {
  await page.goto("/onboarding/requirements?change=1");
  await page.getByRole("radio", { name: /^Badan usaha/ }).check();
  await page.getByLabel("Bentuk badan usaha").selectOption("PT");
  await page.getByLabel("Bidang usaha").selectOption("LOGISTICS");
  await page.getByRole("radio", { name: "Indonesia" }).check();
  await page.getByRole("button", { name: "Perbarui persyaratan" }).click();
  await expect(page.getByRole("heading", { name: "Yang diminta DOKU" })).toBeVisible();
}

/** What the sandbox answers when it refuses, and what a database or a program would say. */
const foreignWords =
  /service unavailable|too many requests|domain is not accepted|business\.email|invalid signature|response_?code|pglite|postgres|drizzle|select .* from|econn|unexpected token/i;

/** Everything that the portal sends to this page's merchant, pages and answers alike, but for the endless streams. */
function received(page: Page, portal: Portal): Promise<string>[] {
  const texts: Promise<string>[] = [];
  page.on("response", (response) => {
    const isText = ["document", "fetch", "xhr"].includes(response.request().resourceType());
    const isStream = response.headers()["content-type"]?.includes("event-stream");
    if (response.url().startsWith(portal.url) && isText && !isStream) texts.push(response.text().catch(() => ""));
  });
  return texts;
}

test("while DOKU answers with errors, the merchant reads our words only, and staff read DOKU's", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const { page, context, owner, business } = await newcomer(browser, { portal, mailbox }, "Uji Isian Salah");
  const texts = received(page, portal);
  for (const fault of [
    { kind: "status", status: 503, remaining: 3 },
    { kind: "malformed", remaining: 3 },
  ]) {
    await sandbox.fault({ endpoint: "requirements", ...fault });
    // Nobody else is of this kind, so that the portal does not know what DOKU would say.
    await askWhatIsNeeded(page, { type: "CORPORATE", legalEntity: "BLU", line: "GAS_STATION" });
    const summary = page.getByRole("alert", { name: "Ada yang perlu diperiksa" });
    await expect(summary).toContainText("DOKU belum bisa dihubungi, dan isian Anda tetap tersimpan.");
    await expect(page.getByRole("radio", { name: /^Badan usaha/ })).toBeChecked();
    await sandbox.clearFaults();
  }
  await sandbox.fault({ endpoint: "address", kind: "status", status: 500, remaining: 3 });
  await page.goto("/onboarding/business/address");
  await page.getByRole("combobox", { name: "Wilayah" }).fill("17133");
  await expect(page.getByRole("status").filter({ hasText: /^Kode pos belum bisa dicari sekarang/ })).toBeVisible();
  await sandbox.clearFaults();

  await prepareQuickly(page, business, owner);
  await submit(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/sedang melihat kiriman Anda$/);
  await expect(page.getByText(/Semua isian dan foto Anda tersimpan, tidak perlu diisi ulang/)).toBeVisible();
  for (const text of await Promise.all(texts)) expect(text).not.toMatch(foreignWords);
  expect(texts.length).toBeGreaterThan(5);

  const staff = await staffAtDesk(browser, portal, mailbox);
  await staff.page.goto("/desk/events?kind=failed_calls");
  const refusal = staff.page.getByRole("listitem").filter({ hasText: business.name });
  await refusal.getByRole("link", { name: "Daftarkan usaha" }).first().click();
  await staff.page.getByRole("button", { name: "Tampilkan kata-kata DOKU" }).click();
  await expect(staff.page.getByRole("main")).toContainText("domain is not accepted");
  await Promise.all([context.close(), staff.context.close()]);
});
