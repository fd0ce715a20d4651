import { expect, type Page } from "@playwright/test";
import { statusRow } from "./actors";
import { confirmWhereAsked } from "./confirm";
import type { SandboxControl } from "./control";
import { test } from "./fixtures";
import { type MerchantAtDoku, merchantAtDoku, openAtDesk, refuseAccount } from "./merchant-at-doku";
import { callAction, serverActionIds } from "./server-actions";
import { type Member, memberAtDesk } from "./team";

test.describe.configure({ mode: "serial", timeout: 240_000 });

let staff: Member;
let second: Member;
let viewer: Member;
let merchant: MerchantAtDoku;
let applicationId: string;
let merchantPage: string;
let before: number;

const newNumber = "5277001234";
const id = (name: string) => serverActionIds().get(name) ?? "";
const updates = async (sandbox: SandboxControl) => (await sandbox.requestIds("update")).length;

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  // Not the admin whom the specs share, who may have just proved who they are.
  staff = await memberAtDesk(browser, { portal, mailbox }, "admin");
  second = await memberAtDesk(browser, { portal, mailbox }, "reviewer");
  viewer = await memberAtDesk(browser, { portal, mailbox }, "viewer");
  merchant = await merchantAtDoku({ browser, portal, mailbox, sandbox }, staff.page, "Toko Dibantu Staf");
  await openAtDesk(staff.page, merchant.business);
  merchantPage = new URL(staff.page.url()).pathname;
  applicationId = merchantPage.split("/").at(-1) ?? "";
  await refuseAccount(merchant, sandbox);
  before = await updates(sandbox);
});

/** The audit, as the merchant's page tells it. */
const history = (page: Page) => page.getByRole("listitem");

test("a viewer sees masked numbers and no files, whatever they call", async () => {
  const { page } = viewer;
  await page.goto(merchantPage);
  await expect(page.getByRole("heading", { name: merchant.business.name })).toBeVisible();
  const number = merchant.business.account.number;
  expect(await page.content()).not.toContain(number);
  await expect(page.getByRole("button", { name: /^Tampilkan Nomor rekening/ })).toHaveCount(0);
  const files = page.getByRole("region", { name: "Berkas" });
  await expect(files.getByText("KTP").first()).toBeVisible();
  await expect(files.getByRole("link")).toHaveCount(0);
  expect((await page.request.get(`/api/uploads/${merchant.fileIds[0]}`)).status()).toBe(403);
  expect((await page.request.get(`/api/uploads/${merchant.fileIds[0]}?size=small`)).status()).toBe(403);
  const asked = await callAction(page.request, {
    id: id("reveal"),
    path: merchantPage,
    args: [{ json: { applicationId, what: "answers/bank" } }],
  });
  const answer = await asked.text();
  expect(answer).toContain("notAllowed");
  expect(answer).not.toContain(number);
  expect((await page.request.get(`${merchantPage}/correct/bank`, { maxRedirects: 0 })).status()).toBe(307);
});

test("numbers are shown one at a time, written down, never in an address, and gone at the next page", async () => {
  const { page } = staff;
  await page.goto(merchantPage);
  const number = merchant.business.account.number;
  expect(await page.content()).not.toContain(number);
  await page.getByRole("button", { name: /^Tampilkan Nomor rekening/ }).click();
  await expect(page.getByText(number, { exact: true })).toBeVisible();
  await expect(page).toHaveURL(merchantPage);
  // The phone stands in another section and stays masked.
  await expect(page.getByRole("button", { name: /^Tampilkan Nomor telepon usaha/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: /^Tampilkan Nomor rekening/ })).toBeVisible();
  await expect(page.getByText(number, { exact: true })).toHaveCount(0);
  await expect(history(page).filter({ hasText: "Nomor pribadi dibuka" })).not.toHaveCount(0);
  await page.getByRole("button", { name: /Tampilkan nomor lengkap.*Rekening/ }).click();
  await expect(page.getByText(number, { exact: true })).toBeVisible();
});

test("files open beside the data, and are turned, enlarged and gone through with the keyboard", async () => {
  const { page } = staff;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(merchantPage);
  const viewerDialog = page.getByRole("dialog");
  // Before the page's script has come the link opens the file by itself.
  await expect(page.locator('[data-live="live"]')).toBeVisible();
  await page.getByRole("region", { name: "Berkas" }).getByRole("link").first().focus();
  await page.keyboard.press("Enter");
  await expect(viewerDialog).toBeVisible();
  await expect(viewerDialog.getByRole("status")).toContainText(/Berkas 1 dari 4.*100 %/);
  const picture = viewerDialog.getByRole("img");
  await expect(picture).toBeVisible();
  // Beside the data, which stays within reach.
  await expect(page.getByRole("button", { name: /^Tampilkan Nomor rekening/ })).toBeVisible();
  await page.keyboard.press("+");
  await expect(viewerDialog.getByRole("status")).toContainText("125 %");
  await page.keyboard.press("-");
  await expect(viewerDialog.getByRole("status")).toContainText("100 %");
  await page.keyboard.press("r");
  await expect(picture).toHaveAttribute("style", /rotate\(90deg\)/);
  await page.keyboard.press("ArrowRight");
  await expect(viewerDialog.getByRole("status")).toContainText("Berkas 2 dari 4");
  await expect(picture).toHaveAttribute("style", /rotate\(0deg\)/);
  await viewerDialog.getByRole("button", { name: "Perbesar" }).click();
  await expect(viewerDialog.getByRole("status")).toContainText("125 %");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await expect(viewerDialog).toBeHidden();
  await page.reload();
  await expect(history(page).filter({ hasText: "Berkas dilihat" })).toHaveCount(2);
});

test("on a phone the viewer takes the whole screen", async () => {
  const { page } = staff;
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(merchantPage);
  await page.getByRole("region", { name: "Berkas" }).getByRole("link").first().click();
  const box = await page.getByRole("dialog").boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, width: 360, height: 740 });
  await page.getByRole("button", { name: "Tutup" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("staff correct a refused account, the merchant sees it, a second person agrees, and DOKU gets it once", async ({
  sandbox,
}) => {
  const { page } = staff;
  await merchant.page.goto("/onboarding/correct/bank");
  await page.goto(`${merchantPage}/correct/bank`);
  await page.getByLabel("Nomor rekening").fill(newNumber);
  await expect(merchant.page.getByText(/mengubah bagian ini untuk Anda/)).toBeVisible();
  await page.getByRole("button", { name: "Lanjut", exact: true }).click();
  await page.waitForURL(`**${merchantPage}/correct`);
  await expect(page.getByText(newNumber)).toBeVisible();
  await page.getByRole("button", { name: "Minta persetujuan rekan" }).click();
  await expect(page.getByText("Pastikan lagi di halaman ini")).toBeVisible();
  expect(await updates(sandbox)).toBe(before);
  await confirmWhereAsked(page);
  await page.getByRole("button", { name: "Minta persetujuan rekan" }).click();
  await expect(page.getByRole("heading", { name: "Menunggu persetujuan rekan" })).toBeVisible();
  expect(await updates(sandbox)).toBe(before);

  const reviewer = second.page;
  await reviewer.goto(merchantPage);
  await reviewer.getByRole("link", { name: "Lihat perubahannya" }).click();
  await expect(reviewer.getByText(merchant.business.account.number)).toBeVisible();
  await expect(reviewer.getByText(newNumber)).toBeVisible();
  await reviewer.getByRole("button", { name: "Setuju dan kirim ke DOKU" }).click();
  await expect(reviewer.getByText("Pastikan lagi di halaman ini").first()).toBeVisible();
  expect(await updates(sandbox)).toBe(before);
  await confirmWhereAsked(reviewer);
  await reviewer.getByRole("button", { name: "Setuju dan kirim ke DOKU" }).click();
  await reviewer.waitForURL(`**${merchantPage}`);
  await expect.poll(() => updates(sandbox)).toBe(before + 1);
  await expect(
    statusRow(merchant.page.url().includes("status") ? merchant.page : await openStatus(), "Rekening bank"),
  ).toContainText("Diperiksa");
  expect(await updates(sandbox)).toBe(before + 1);
});

async function openStatus(): Promise<Page> {
  await merchant.page.goto("/onboarding/status");
  return merchant.page;
}

test("the credential asks to sign in again, is written down, and is nobody else's", async ({
  browser,
  portal,
  mailbox,
}) => {
  const admin = await memberAtDesk(browser, { portal, mailbox }, "admin");
  const { page } = admin;
  const credential = `${merchantPage}/credential`;
  const ask = (request: Page["request"]) =>
    callAction(request, {
      id: id("openCredential"),
      path: credential,
      args: [{ json: { applicationId, part: "sharedKey", way: "revealed" } }],
    });
  for (const other of [second, viewer]) {
    expect((await other.page.request.get(credential, { maxRedirects: 0 })).status()).toBe(307);
    expect(await (await ask(other.page.request)).text()).toContain("notAllowed");
  }
  expect(await (await ask(merchant.page.request)).text()).toContain("signedOut");
  expect(await (await ask(page.request)).text()).toContain("confirmAgain");

  const cookieOf = async () => (await page.context().cookies()).find(({ name }) => name.endsWith("session-token"));
  const copied = await cookieOf();
  await page.goto(merchantPage);
  await page.getByRole("link", { name: "Buka kredensial" }).click();
  await expect(page.getByRole("heading", { name: "Pastikan ini Anda" })).toBeVisible();
  const asked = new Date().toISOString();
  await page.getByRole("button", { name: "Kirim kode" }).click();
  const mail = await mailbox.waitFor(admin.email, "Kode untuk memastikan", asked);
  await page.getByLabel("Kode 6 angka").fill("12");
  await page.getByRole("button", { name: "Lanjut" }).click();
  await expect(page.getByText("Kode terdiri dari 6 angka").first()).toBeVisible();
  await page.getByLabel("Kode 6 angka").fill(/\b\d{3} \d{3}\b/.exec(mail.text)?.[0] ?? "");
  await page.getByRole("button", { name: "Lanjut" }).click();
  await page.getByRole("button", { name: "Tampilkan Shared key" }).click();
  // Who had copied the session's cookie before has nothing now.
  const asCopied = { headers: { Cookie: `${copied?.name}=${copied?.value}` }, redirect: "manual" } as const;
  expect((await fetch(new URL("/desk", portal.url), asCopied)).headers.get("location")).toBe("/sign-in");
  const shown = page.getByText(/^SK-/);
  await expect(shown).toBeVisible();
  const key = (await shown.textContent()) ?? "";
  const answer = await ask(page.request);
  expect(answer.headers()["cache-control"]).toContain("no-store");
  expect((await page.request.get(credential)).headers()["cache-control"]).toContain("no-store");

  for (const path of [merchantPage, credential, "/desk", "/desk/events", "/desk/audit"]) {
    expect(await (await page.request.get(path)).text(), path).not.toContain(key);
  }
  for (const path of ["/onboarding/status", "/onboarding"]) {
    expect(await (await merchant.page.request.get(path)).text(), path).not.toContain(key);
  }
  await page.goto(merchantPage);
  await expect(history(page).filter({ hasText: "Kredensial dibuka" })).toHaveCount(2);
  expect(await page.content()).not.toContain(key);
});
