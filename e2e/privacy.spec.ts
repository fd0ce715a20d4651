/** The merchant takes its data along; staff see who looked, hold, and erase it for good. One merchant, in order. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { type Actor, signInByLink, staffAtDesk, submit } from "./actors";
import { confirmWhereAsked } from "./confirm";
import { expect, test } from "./fixtures";
import { holdAnswer } from "./held-answer";
import { checkState } from "./page-rules";
import { inventedBusiness, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";

const owner = inventedPerson("Lestari Wulandari");
const business = inventedBusiness("Warung Lestari", owner);

let staff: Actor;
let merchant: Actor & { fileIds: string[] };
let merchantPage: string;

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
  merchant = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await submit(merchant.page);
  await sandbox.waitForBusiness({ name: business.name });
  await staff.page.goto("/desk?view=all");
  await staff.page.getByRole("link", { name: business.name }).first().click();
  await staff.page.waitForURL("**/desk/merchants/*");
  merchantPage = new URL(staff.page.url()).pathname;
});

/** The file that the page's button gives, as text: what lies in it is not compressed. */
async function downloaded(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^data-[0-9a-f]{8}-\d{4}-\d\d-\d\d\.zip$/);
  return readFileSync(await download.path(), "latin1");
}

test("the merchant reads what is kept, and downloads all of it", async () => {
  const { page } = merchant;
  await page.goto("/onboarding/status");
  await page.getByRole("link", { name: "Data Anda" }).click();
  await expect(page.getByRole("heading", { name: "Data Anda", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Unduh data saya" })).toHaveCount(0);
  expect((await page.request.post("/onboarding/data/export")).status()).toBe(422);
  await page.getByRole("heading", { name: "Pastikan ini Anda", includeHidden: true }).waitFor({ state: "attached" });
  await confirmWhereAsked(page);
  const zip = await downloaded(page, "Unduh data saya");
  for (const part of [
    "PK\u0003\u0004",
    "data/answers.json",
    owner.name,
    owner.nik,
    business.account.number,
    "files/contact",
  ]) {
    expect(zip).toContain(part);
  }
});

test("staff see who looked, give the same file out, and erase only what nobody holds", async () => {
  const { page } = staff;
  await page.goto(merchantPage);
  await page.getByRole("link", { name: "Data dan privasi" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Halaman merchant dibuka" })).toBeVisible();
  await confirmWhereAsked(page);
  expect(await downloaded(page, "Unduh data")).toContain(owner.nik);

  const answer = await holdAnswer(page);
  await page.getByRole("button", { name: "Tahan penghapusan" }).click();
  await page.getByRole("button", { name: "Memproses" }).waitFor();
  const reason = page.getByLabel("Alasan");
  await reason.pressSequentially("Sengketa 12/");
  answer();
  await expect(page.getByText("Bagian ini perlu diisi")).toBeVisible();
  await page.keyboard.type("2026");
  await expect(reason, "what is typed before the refusal comes stays").toHaveValue("Sengketa 12/2026");
  await page.getByRole("button", { name: "Tahan penghapusan" }).click();
  await expect(page.getByText("Sengketa 12/2026")).toBeVisible();
  await checkState(page, "a merchant on hold", null);
  await page.goto(merchantPage);
  await expect(page.getByText("Penghapusan ditahan").first()).toBeVisible();
  await page.goto(`${merchantPage}/privacy/erase`);
  await expect(page.getByText("Penghapusan data merchant ini sedang ditahan")).toBeVisible();
  await expect(page.getByRole("button", { name: "Hapus semuanya" })).toHaveCount(0);
  await page.goto(`${merchantPage}/privacy`);
  await page.getByRole("button", { name: "Cabut penahanan" }).click();
  await expect(page.getByLabel("Alasan")).toBeVisible();
});

test("a merchant whose phone is gone is signed out of every device at once, and comes back by mail", async ({
  portal,
  mailbox,
}) => {
  const { page } = merchant;
  await page.goto("/onboarding/status");
  await expect(page.locator('[data-live="live"]')).toBeVisible();
  await staff.page.getByRole("button", { name: "Keluarkan semua perangkat" }).click();
  await expect(staff.page.getByText("Semua perangkat merchant sudah dikeluarkan.")).toBeVisible();
  // Told by the stream, or led away by the page that is read anew: whichever comes first.
  const isOut = async () =>
    page.url().includes("/sign-in") || (await page.locator('[data-live="signed-out"]').count()) > 0;
  await expect.poll(isOut).toBe(true);
  await signInByLink(page, portal, mailbox, owner.email);
  await page.waitForURL("**/onboarding/status");
});

test("erased, nobody is named any more, and nobody comes in", async () => {
  const { page } = staff;
  await page.getByRole("link", { name: "Hapus merchant ini" }).click();
  await expect(page.getByText("DOKU menyimpan salinannya sendiri")).toBeVisible();
  await confirmWhereAsked(page);
  const name = page.getByLabel(`Ketik nama usaha: ${business.name}`);
  await name.fill("Warung");
  await page.getByRole("button", { name: "Hapus semuanya" }).click();
  await expect(page.getByText("Ketik nama usaha persis seperti yang tertulis")).toBeVisible();
  await name.fill(business.name);
  await page.getByRole("button", { name: "Hapus semuanya" }).click();
  await page.waitForURL(`**${merchantPage}`);
  await expect(page.getByText("Semua yang menyebut merchant ini sudah dihapus.")).toBeVisible();
  // The title comes with the part of the page that comes last.
  await expect(page).toHaveTitle(/Sambut/);
  await checkState(page, "an erased merchant", null);
  for (const path of [
    merchantPage,
    "/desk?view=all",
    "/desk/events",
    `/desk/audit?merchant=${merchantPage.split("/").at(-1)}`,
  ]) {
    const text = await (await page.request.get(path)).text();
    for (const value of [business.name, owner.name, owner.email]) expect(text, path).not.toContain(value);
  }
  expect((await page.request.get(`/api/uploads/${merchant.fileIds[0]}`)).status()).toBe(404);
  expect((await page.request.get(`${merchantPage}/privacy`)).status()).toBe(404);
  await merchant.page.goto("/onboarding/status");
  await expect(merchant.page).toHaveURL(/\/sign-in/);
});
