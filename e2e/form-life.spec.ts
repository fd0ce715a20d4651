/** What happens to a form that stays open: beside another tab, over a deploy, until the session ends. */
import type { Page } from "@playwright/test";
import { type Actor, slotCard, staffAtDesk } from "./actors";
import { expect, test } from "./fixtures";
import { checkState } from "./page-rules";
import { inventedBusiness, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";

test.describe.configure({ timeout: 90_000 });

const profile = "/onboarding/business/profile";
const owner = inventedPerson("Ratna Kusuma");
const business = inventedBusiness("Toko Ratna", owner);
let merchant: Actor;

test.beforeAll(async ({ browser, portal, mailbox }) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  merchant = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await staff.context.close();
});

const nameOf = (page: Page) => page.getByLabel("Nama usaha");
const phoneOf = (page: Page) => page.getByLabel("Nomor telepon usaha");
const aboutOf = (page: Page) => page.getByLabel("Apa yang dijual");
/** The version before had other names for its actions: the server knows none of this name. */
async function outdate(page: Page, path: string): Promise<void> {
  const outdated = { "next-action": "7f".repeat(21) };
  await page.route(`**${path}`, (route, request) =>
    route.continue({ headers: { ...request.headers(), ...(request.method() === "POST" ? outdated : {}) } }),
  );
}

const nikOf = (page: Page) => page.locator("section[data-slot]").filter({ hasText: "NIK" }).getByRole("textbox");
const news = (page: Page) => page.getByRole("status").filter({ hasText: "Diubah di tab atau perangkat lain" });

test("of two tabs each keeps what it changed, the newest wins in a field of both, and the other one says so", async ({
  browser,
}) => {
  const { page: first, context } = merchant;
  const second = await context.newPage();
  for (const page of [first, second]) await page.goto(profile);
  const isSaved = first.waitForRequest((request) => request.url().endsWith("/api/drafts"), { timeout: 10_000 });
  // What does not pass is kept as well.
  await phoneOf(first).fill("08");
  await isSaved;
  await expect(phoneOf(second)).toHaveValue("08");
  await expect(news(second)).toContainText("Nomor telepon usaha");
  await expect(news(first)).toHaveCount(0);

  await nameOf(second).fill("Toko Ratna Dua");
  await expect(nameOf(first)).toHaveValue("Toko Ratna Dua");
  await expect(phoneOf(first)).toHaveValue("08");
  await expect(news(first)).toContainText("Nama usaha");

  // Another device hears nothing until it saves something itself, and takes nothing back with it.
  const device = await browser.newContext({ storageState: await context.storageState() });
  const third = await device.newPage();
  await third.goto(profile);
  await phoneOf(first).fill("081234567890");
  await expect(phoneOf(second)).toHaveValue("081234567890");
  await aboutOf(third).fill("Kue basah dan kering");
  await expect(phoneOf(third)).toHaveValue("081234567890");
  await expect(news(third)).toContainText("Nomor telepon usaha");
  await checkState(third, "changed elsewhere");
  await third.reload();
  await expect(nameOf(third)).toHaveValue("Toko Ratna Dua");
  await expect(aboutOf(third)).toHaveValue("Kue basah dan kering");
  await device.close();
  await second.close();
});

test("Continue in a tab that was left open takes back nothing either", async ({ browser }) => {
  const { page, context } = merchant;
  const device = await browser.newContext({ storageState: await context.storageState() });
  const stale = await device.newPage();
  await stale.goto(profile);
  await page.goto(profile);
  await nameOf(page).fill("Toko Ratna Tiga");
  await expect(page.getByText("Tersimpan", { exact: true })).toBeVisible();
  await aboutOf(stale).fill("Kue dan minuman");
  await stale.getByRole("button", { name: "Lanjut" }).click();
  await expect(stale).not.toHaveURL(/profile/);
  await page.goto(profile);
  await expect(nameOf(page)).toHaveValue("Toko Ratna Tiga");
  await expect(aboutOf(page)).toHaveValue("Kue dan minuman");
  await device.close();
});

test("a new version of the portal under an open form is a quiet reload with everything that was typed", async () => {
  const { page } = merchant;
  await page.goto(profile);
  await page.evaluate(() => document.body.setAttribute("data-before", ""));
  await outdate(page, profile);
  await nameOf(page).fill("Toko Ratna Empat");
  await page.getByRole("button", { name: "Lanjut" }).click();
  await expect(page.locator("[data-before]")).toHaveCount(0);
  await expect(nameOf(page)).toHaveValue("Toko Ratna Empat");
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toHaveCount(0);
  await page.unroute(`**${profile}`);
  await page.getByRole("button", { name: "Lanjut" }).click();
  await expect(page).not.toHaveURL(/profile/);
});

test("so it is for a number beside a photo", async () => {
  const { page } = merchant;
  const uploads = "/onboarding/uploads";
  await page.goto(uploads);
  await page.evaluate(() => document.body.setAttribute("data-before", ""));
  await outdate(page, uploads);
  const nik = nikOf(page);
  await nik.fill("3174011212870002");
  await page.getByRole("button", { name: /Lanjut|Simpan/ }).click();
  await expect(page.locator("[data-before]")).toHaveCount(0);
  await expect(nik).toHaveValue("3174011212870002");
  await page.unroute(`**${uploads}`);
});

test("of two tabs the number beside a photo is the newest in both, and the other one says so", async () => {
  const { page: first, context } = merchant;
  const second = await context.newPage();
  for (const page of [first, second]) await page.goto("/onboarding/uploads");
  await nikOf(first).fill("3174011212870003");
  await expect(nikOf(second)).toHaveValue("3174011212870003");
  await expect(news(second)).toContainText("NIK");
  await expect(news(first)).toHaveCount(0);

  // What is being typed stays, whatever is kept elsewhere meanwhile.
  await second.route("**/onboarding/uploads", (route) => route.abort());
  await nikOf(second).fill("3174011212870004");
  const looked = second.waitForResponse((response) => response.url().includes("/api/drafts?part=slots"));
  await nikOf(first).fill("3174011212870005");
  await looked;
  await second.unroute("**/onboarding/uploads");
  await nikOf(second).blur();
  await expect(nikOf(first)).toHaveValue("3174011212870004");
  await expect(nikOf(second)).toHaveValue("3174011212870004");
  await expect(news(first)).toContainText("NIK");
  await second.close();
});

test("a fault that comes in above a button does not take it away from under the finger", async () => {
  const { page } = merchant;
  await page.goto("/onboarding/uploads");
  await nikOf(page).fill("12");
  await expect(page.locator("[data-save-state=saved]")).toHaveCount(1);
  const button = slotCard(page, /Swafoto/i)
    .locator("label")
    .last();
  await button.evaluate((label) => label.scrollIntoView({ block: "end" }));
  const { x = 0, y = 0 } = (await button.boundingBox()) ?? {};
  const chooser = page.waitForEvent("filechooser");
  await page.mouse.move(x + 20, y + 4);
  await page.mouse.down();
  await page.mouse.up();
  await chooser;
  await expect(page.getByText(/^NIK terdiri dari 16 angka/)).toBeVisible();
});

test("the page's title says that something is wrong, with and without the script", async ({ browser }) => {
  const { page, context } = merchant;
  await page.goto(profile);
  const title = await page.title();
  await nameOf(page).fill("");
  await page.getByRole("button", { name: "Lanjut" }).click();
  await expect(page).toHaveTitle(`Kesalahan: ${title}`);
  await checkState(page, "a form with a fault", null);
  await nameOf(page).fill("Toko Ratna");
  await expect(page).toHaveTitle(title);
  const plain = await browser.newContext({ storageState: await context.storageState(), javaScriptEnabled: false });
  const withoutScript = await plain.newPage();
  await withoutScript.goto(`${profile}?tried=1`);
  await expect(withoutScript).toHaveTitle(`Kesalahan: ${title}`);
  await plain.close();
});

test("the end of the session is told in time, with the way to a new one", async () => {
  const { page } = merchant;
  await page.clock.install();
  await page.goto(profile);
  const warning = page.getByRole("status").filter({ hasText: "sesi Anda berakhir pukul" });
  // The page is alive once it saves.
  await aboutOf(page).fill("Kue kering");
  await expect(page.getByText("Tersimpan", { exact: true })).toBeVisible();
  const hour = 3_600_000;
  await page.clock.fastForward(7 * 24 * hour - hour / 2);
  await expect(warning).toHaveCount(0);
  await page.clock.fastForward(hour / 3);
  await expect(warning).toBeVisible();
  await checkState(page, "the end of the session", null);
  await warning.getByRole("button", { name: "Keluar dan masuk lagi" }).click();
  await expect(page).not.toHaveURL(/onboarding/);
  await page.goto(profile);
  await expect(page).toHaveURL(/sign-in/);
});
