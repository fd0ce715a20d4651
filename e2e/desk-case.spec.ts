import { pressUntil, staffAtDesk } from "./actors";
import { expect, test } from "./fixtures";
import { type MerchantAtDoku, merchantAtDoku, refuseAccount } from "./merchant-at-doku";
import { type Member, memberAtDesk } from "./team";

let merchant: MerchantAtDoku;
let rani: Member;
let budi: Member;
let address: string;

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  rani = await memberAtDesk(browser, { portal, mailbox }, "reviewer", "Rani Kasus");
  budi = await memberAtDesk(browser, { portal, mailbox }, "manager", "Budi Kasus");
  merchant = await merchantAtDoku({ browser, portal, mailbox, sandbox }, staff.page, "Warung Dua Tangan");
  await refuseAccount(merchant, sandbox);
  await staff.page.goto("/desk");
  await staff.page.getByRole("link", { name: merchant.business.name }).first().click();
  await staff.page.waitForURL("**/desk/merchants/*");
  address = new URL(staff.page.url()).pathname;
  await staff.context.close();
});

const note = "Salin nomor rekening dari buku tabungan.";

test("a case is taken, given back and put aside with a press each, and each can be undone", async () => {
  const { page } = rani;
  await page.goto(address);
  await expect(page.getByText("Belum ada yang menangani")).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  const assign = page.getByRole("dialog", { name: "Tugaskan" });
  await pressUntil(page, "a", assign);
  await assign.getByRole("button", { name: /^Saya \(/ }).click();
  await expect(page.getByText("Anda yang menangani")).toBeVisible();
  await page.getByRole("button", { name: "Urungkan" }).click();
  await expect(page.getByText("Sudah diurungkan.")).toBeVisible();
  await expect(page.getByText("Belum ada yang menangani")).toBeVisible();

  await page.getByRole("button", { name: "Tunda" }).click();
  const snooze = page.getByRole("dialog", { name: "Tunda" });
  await snooze.getByLabel("Waktu lain (WIB)").fill("2020-01-01T09:00");
  await snooze.getByRole("button", { name: "Tunda sampai waktu ini" }).click();
  await expect(snooze.getByText("Pilih waktu yang belum lewat")).toBeVisible();
  await snooze.getByRole("button", { name: /^Sampai besok pagi/ }).click();
  await expect(page.getByText(/^Ditunda sampai .* 09\.00 WIB$/)).toBeVisible();
  await page.getByRole("button", { name: "Urungkan" }).click();
  await expect(page.getByText(/^Ditunda sampai .* 09\.00 WIB$/)).toBeHidden();
});

test("two on one case see each other, and the second's decision is refused with what the first did", async () => {
  await rani.page.goto(address);
  await budi.page.goto(address);
  await expect(rani.page.getByText(`${budi.name} juga sedang melihat`)).toBeVisible();
  await expect(budi.page.getByText(`${rani.name} juga sedang melihat`)).toBeVisible();

  // Budi begins, Rani is faster.
  await budi.page.getByRole("heading", { level: 1 }).click();
  await budi.page.keyboard.press("r");
  const late = budi.page.getByRole("dialog", { name: "Kembalikan bagian yang ditolak" });
  await late.getByLabel("Catatan untuk merchant").fill("Kata-kata Budi");

  await rani.page.getByRole("button", { name: /^Kembalikan ke merchant.*Rekening bank$/ }).click();
  const first = rani.page.getByRole("dialog", { name: "Kembalikan bagian yang ditolak" });
  await expect(first.getByRole("checkbox", { name: "Rekening bank", exact: true })).toBeChecked();
  for (const ticked of await first.getByRole("group").getByRole("checkbox", { checked: true }).all()) {
    await ticked.uncheck();
  }
  await first.getByRole("button", { name: "Kembalikan ke merchant" }).click();
  await expect(first.getByRole("alert")).toBeVisible();
  await first.getByRole("checkbox", { name: /rekening tidak ditemukan/i }).check();
  await first.getByLabel("Catatan untuk merchant").fill(note);
  await first.getByLabel(/^Catatan untuk tim/).fill("Saya telepon besok.");
  await first.getByRole("button", { name: "Kembalikan ke merchant" }).click();
  await expect(rani.page.getByText(/^Sudah dikembalikan ke merchant/)).toBeVisible();
  await expect(rani.page.getByText(new RegExp(`^Dikembalikan ${rani.name}`))).toBeVisible();

  await late.getByRole("button", { name: "Kembalikan ke merchant" }).click();
  const told = budi.page.getByRole("alert").filter({ hasText: "Keputusan Anda belum dijalankan" });
  await expect(told).toContainText("Bagian dikembalikan ke merchant");
  await expect(told).toContainText(rani.name);
  await expect(told).toContainText("Rekening bank");
  await told.getByRole("link", { name: "Sudah saya lihat" }).click();
  await expect(told).toBeHidden();
  await expect(budi.page.getByRole("button", { name: /Kembalikan ke merchant/ })).toHaveCount(0);

  await budi.page.goto("/desk");
  await expect(rani.page.getByText(`${budi.name} juga sedang melihat`)).toBeHidden();
});

test("the merchant reads why it came back in the words of the staff beside DOKU's, and gets one mail", async ({
  mailbox,
}) => {
  const { page, owner } = merchant;
  await page.goto("/onboarding/status");
  const card = page.getByRole("region", { name: "Rekening bank" });
  await expect(card.getByText(note)).toBeVisible();
  await expect(card.getByText("Nomor rekening tidak ditemukan di bank").first()).toBeVisible();
  await expect(page.getByText("Saya telepon besok.")).toHaveCount(0);
  await page.goto("/onboarding/correct/bank");
  await expect(page.getByText(note)).toBeVisible();
  const mail = await mailbox.waitFor(owner.email, "Yang perlu diperbaiki: Rekening bank");
  expect(mail.text).not.toContain(note);
});

test("a comment that names a colleague reaches them by mail and on the page, and can be taken back", async ({
  mailbox,
}) => {
  await rani.page.goto(address);
  const box = rani.page.getByLabel("Komentar untuk tim");
  await box.fill("Tolong lihat ");
  await box.press("End");
  await box.pressSequentially(`@${budi.name.slice(0, 4)}`);
  await rani.page.getByRole("option", { name: budi.name }).first().click();
  await expect(box).toHaveValue(`Tolong lihat @${budi.name} `);
  await rani.page.getByRole("button", { name: "Tulis komentar" }).click();
  const comment = rani.page.getByRole("listitem").filter({ hasText: `Tolong lihat @${budi.name}` });
  await expect(comment).toBeVisible();

  const mail = await mailbox.waitFor(budi.email, `Anda disebut di ${merchant.business.name}`);
  expect(mail.text).not.toContain("Tolong lihat");
  const told = budi.page
    .getByText("Rekan menyebut Anda di")
    .locator("..")
    .getByRole("link", { name: merchant.business.name });
  // Whoever was shown callbacks only has not had it: it stays new.
  await budi.page.goto(`${address}?history=callback`);
  await expect(rani.page.getByText(`${budi.name} juga sedang melihat`)).toBeVisible();
  await budi.page.goto("/desk");
  await expect(told).toBeVisible();
  await budi.page.goto(address);
  await expect(budi.page.getByText("menyebut Anda")).toBeVisible();
  await expect(async () => {
    await budi.page.goto("/desk");
    await expect(budi.page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(told).toHaveCount(0, { timeout: 500 });
  }).toPass();

  await rani.page.getByRole("navigation", { name: "Saring riwayat" }).getByRole("link", { name: "Komentar" }).click();
  await expect(rani.page).toHaveURL(/history=comment/);
  await expect(comment).toBeVisible();
  await comment.getByRole("button", { name: "Tarik kembali" }).click();
  await rani.page.getByRole("dialog").getByRole("button", { name: "Tarik kembali" }).click();
  await expect(comment).toBeHidden();
});
