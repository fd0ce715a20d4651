/** Changing what DOKU has approved: the merchant asks, staff decide, DOKU looks again; and who must not. */
import type { Page } from "@playwright/test";
import { type Actor, staffAtDesk, statusRow } from "./actors";
import { confirmWhereAsked } from "./confirm";
import { expect, test } from "./fixtures";
import { headline, type MerchantAtDoku, merchantAtDoku, openAtDesk, sendFixes, typeAccount } from "./merchant-at-doku";
import { checkState } from "./page-rules";
import { newcomer } from "./quick-merchant";
import { callAction, serverActionIds } from "./server-actions";

// One merchant goes through all of it, so what failed before is no ground to go on.
test.describe.configure({ mode: "serial", timeout: 150_000 });

const live = "Usaha Anda sudah aktif di DOKU";
const why = "Rekening lama ditutup bank pada akhir bulan.";
const refusal = "Nama rekening baru belum jelas, tulis dulu atas nama siapa.";

let staff: Actor;
let merchant: MerchantAtDoku;

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
  merchant = await merchantAtDoku({ browser, portal, mailbox, sandbox }, staff.page, "Warung Pindah");
  await sandbox.approve(merchant.id);
  await expect(headline(merchant.page)).toHaveText(live, { timeout: 30_000 });
});

/** What the portal answers when approved bank data is changed past its pages. */
async function changePastThePages(page: Page): Promise<number[]> {
  const values = { bankId: "014", accountNumber: "9999999999", accountName: "PENYUSUP" };
  const draft = await page.request.put("/api/drafts", { data: { part: "bank", values } });
  const slot = encodeURIComponent("bank_account.BANK_ACCOUNT");
  const file = await page.request.put(`/api/uploads?slot=${slot}`, { data: Buffer.from("%PDF-1.4") });
  return [draft.status(), file.status()];
}

async function ask(page: Page, words: string): Promise<void> {
  await page.goto("/onboarding/change/bank");
  await confirmWhereAsked(page);
  await page.getByLabel("Apa yang berubah, dan mengapa").fill(words);
  await page.getByRole("button", { name: "Kirim permintaan" }).click();
  await expect(page.getByRole("heading", { name: "Permintaan Anda sedang dibaca" })).toBeVisible();
}

test("before asking, the merchant reads what it means for the money; staff decline with words, which the merchant reads", async ({
  mailbox,
}) => {
  const { page, owner, business } = merchant;
  await page.getByRole("link", { name: /^Minta perubahan ?: Rekening bank$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Minta perubahan: Rekening bank");
  const consequences = page.getByRole("region", { name: "Yang terjadi kalau diubah" });
  await expect(consequences.getByRole("strong")).toHaveText("pencairan dana menunggu");
  await page.getByRole("button", { name: "Kirim permintaan" }).click();
  await expect(page.getByRole("alert", { name: "Permintaan belum terkirim" })).toContainText("Bagian ini perlu diisi");
  await checkState(page, "a change that is asked for without words");
  await ask(page, why);
  await checkState(page, "a change that waits for staff");

  await staff.page.goto("/desk");
  await expect(staff.page.getByRole("row", { name: business.name })).toContainText("Minta perubahan");
  await openAtDesk(staff.page, business);
  const request = staff.page.getByRole("region", { name: "Menunggu keputusan Anda" });
  await expect(request.getByRole("blockquote")).toHaveText(`“${why}”`);
  await request.getByRole("button", { name: "Tolak" }).click();
  await expect(request.getByRole("alert")).toContainText("Bagian ini perlu diisi");
  await request.getByLabel("Jawaban Anda untuk merchant").fill(refusal);
  await request.getByRole("button", { name: "Tolak" }).click();
  await expect(request).toBeHidden();

  const mail = await mailbox.waitFor(owner.email, "Permintaan ubah data ditolak: Rekening bank");
  expect(mail.text).not.toContain(refusal);
  await page.goto("/onboarding/status");
  await expect(statusRow(page, "Rekening bank")).toContainText(`menolak permintaan Anda: “${refusal}”`);
  await page.getByRole("link", { name: /^Minta lagi ?: Rekening bank$/ }).click();
  await expect(page.getByRole("region", { name: "Permintaan sebelumnya ditolak" })).toContainText(refusal);
  await checkState(page, "a change that was declined");
});

test("nobody but staff decides, nobody takes another's request back, and without a grant nothing opens", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page, business } = merchant;
  expect(await changePastThePages(page)).toEqual([409, 409]);
  await page.goto("/onboarding/correct/bank");
  await expect(page).toHaveURL(/\/onboarding\/status$/);

  await ask(page, why);
  await openAtDesk(staff.page, business);
  const changeId = await staff.page.locator('input[name="changeId"]').inputValue();
  const stranger = await newcomer(browser, { portal, mailbox }, "Toko Sebelah");
  const ids = serverActionIds();
  const decision = { changeId, decision: "approve", answer: "" };
  for (const { request } of [page, stranger.page]) {
    const answer = await callAction(request, {
      id: ids.get("decide") ?? "",
      path: new URL(staff.page.url()).pathname,
      args: [{ json: { sent: 0 } }, { form: decision }],
    });
    expect(await answer.text()).toContain("signedOut");
  }
  const taken = await callAction(stranger.page.request, {
    id: ids.get("withdraw") ?? "",
    path: "/onboarding/change/bank",
    args: [{ form: { changeId, section: "bank" } }],
  });
  expect(ids.has("withdraw") && taken.status() < 400).toBe(true);
  expect(await changePastThePages(page)).toEqual([409, 409]);
  await staff.page.reload();
  await expect(staff.page.getByRole("region", { name: "Menunggu keputusan Anda" })).toContainText(why);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Permintaan Anda sedang dibaca" })).toBeVisible();
  await stranger.context.close();
});

test("approved by staff the section opens, what is sent goes to review with a new clock while payments go on, and DOKU decides", async ({
  mailbox,
  sandbox,
}) => {
  const { page, owner, business, id } = merchant;
  const request = staff.page.getByRole("region", { name: "Menunggu keputusan Anda" });
  await request.getByLabel("Jawaban Anda untuk merchant").fill("Silakan.");
  await request.getByRole("button", { name: "Setujui perubahan" }).click();
  await expect(request).toBeHidden();
  const mail = await mailbox.waitFor(owner.email, "Data boleh diubah sekarang: Rekening bank");
  expect(mail.text).toContain("/onboarding/correct");

  await page.goto("/onboarding/status");
  await expect(headline(page)).toHaveText(live);
  await page.getByRole("link", { name: /^Ubah sekarang ?: Rekening bank$/ }).click();
  await expect(headline(page)).toHaveText("Ubah: Rekening bank");
  // What was granted is open, and nothing beside it.
  const address = await page.request.put("/api/drafts", {
    data: { part: "address", values: { street: "Jalan Lain" } },
  });
  expect(address.status()).toBe(409);
  const number = `77${business.account.number.slice(2)}`;
  await typeAccount(page, number);
  await expect(page.getByText("Pencairan dana menunggu sampai DOKU menyetujui data baru.")).toBeVisible();
  await sendFixes(page);

  await expect(headline(page)).toHaveText("Usaha Anda sudah aktif, pencairan dana menunggu");
  await expect(page.getByText("Anda sudah bisa menerima pembayaran.")).toBeVisible();
  await expect(page.getByText("Pencairan dana menunggu sampai semua bagian disetujui.")).toBeVisible();
  await expect(statusRow(page, "Rekening bank")).toContainText("Diperiksa");
  await expect(statusRow(page, "Rekening bank")).toContainText("Hasil paling lambat");
  await expect(statusRow(page, "Alamat")).toContainText("Disetujui");
  const [atDoku] = await sandbox.businesses(business.name);
  const inReview = atDoku?.entities.filter(({ status }) => status !== "ACTIVE").map(({ type }) => type);
  expect(inReview).toEqual(["BUSINESS_BANK"]);

  await sandbox.setStatus(id, { type: "BUSINESS_BANK", status: "ACTIVE" });
  await expect(headline(page)).toHaveText(live);
  await expect(page.getByText("Hasil penjualan dicairkan ke rekening Anda.")).toBeVisible();
  await expect(staff.page.getByRole("region", { name: "Permintaan perubahan" })).toContainText("Terkirim ke DOKU");
  await Promise.all([merchant, staff].map(({ context }) => context.close()));
});
