/** One mail a transition, whatever callbacks do, and nothing but the mail waits for a mail server that is down. */
import type { Page } from "@playwright/test";
import { type Actor, newDevice, signInByLink, staffAtDesk, statusRow } from "./actors";
import { linkIn } from "./control";
import { expect, test } from "./fixtures";
import { headline, merchantAtDoku } from "./merchant-at-doku";
import { inventedBusiness, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";

test.describe.configure({ timeout: 150_000 });

const accountNote = { code: "ACCOUNT", field: "account_name", message: "Nama pemilik rekening BUDI berbeda" };
const verdicts = [
  "BUSINESS",
  "BUSINESS_CONTACT",
  "BUSINESS_ADDRESS",
  "BUSINESS_BANK",
  "BRAND",
  "BRAND_SOCIAL_MEDIA",
  "BRAND_PHOTO_PROOF",
];

let staff: Actor;

test.beforeAll(async ({ browser, portal, mailbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
});
test.afterEach(async ({ mailbox }) => mailbox.refuse(false));

test("each transition makes one mail though every callback comes twice, in the merchant's language and without personal data", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const owner = inventedPerson("Wulan Prameswari");
  const business = inventedBusiness(`Warung Uji Ganda ${owner.phone.slice(-4)}`, owner);
  const { page, context } = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await page.goto("/onboarding/check");
  await page.getByRole("button", { name: /^English/ }).click();
  await page.getByRole("button", { name: "Send to DOKU" }).click();
  await page.waitForURL("**/onboarding/status");
  const { id } = await sandbox.waitForBusiness({ name: business.name });
  await expect(headline(page)).toHaveText("DOKU is checking your data");
  const submitted = await mailbox.waitFor(owner.email, "has reached DOKU");

  await sandbox.setStatus(id, { type: "BUSINESS_BANK", status: "REJECTED", notes: [accountNote] });
  const rejected = await mailbox.waitFor(owner.email, "Needs correction: Bank account");
  expect(rejected.text).toContain("The name of the account holder differs");
  expect(rejected.text).not.toContain("BUDI");
  expect(new Set(rejected.text.match(/https?:\/\/\S+/g))).toEqual(new Set([`${portal.url}/onboarding/correct`]));
  const phone = await newDevice(browser, portal);
  await phone.page.goto(linkIn(rejected, portal.url));
  await expect(phone.page).toHaveURL(/\/sign-in/);
  await signInByLink(phone.page, portal, mailbox, owner.email, "Sign in to");
  await phone.page.goto(linkIn(rejected, portal.url));
  await expect(phone.page.getByRole("main").getByRole("link", { name: /Bank account/ })).toBeVisible();

  for (const type of verdicts) await sandbox.setStatus(id, { type, status: "ACTIVE" });
  const approved = await mailbox.waitFor(owner.email, "Every section of");
  await sandbox.approve(id);
  await expect(headline(page)).toHaveText("Your business is live at DOKU", { timeout: 30_000 });
  const live = await mailbox.waitFor(owner.email, "is live at DOKU");
  await expect
    .poll(async () => new Set((await sandbox.deliveries(id)).map(({ state }) => state)))
    .toEqual(new Set(["delivered"]));
  // Mails leave in their order, so whatever a repeated callback might have caused is there before this one.
  await sandbox.suspend(id);
  const suspended = await mailbox.waitFor(owner.email, "has suspended");

  const told = (await mailbox.all(owner.email)).filter(({ text }) => text.includes("because you registered"));
  expect(told.map((mail) => mail.subject)).toEqual(
    [submitted, rejected, approved, live, suspended].map((mail) => mail.subject),
  );
  const personal = [owner.email, owner.phone, owner.nik, business.street, business.account.number, business.area];
  for (const { text, html } of told) {
    expect(text).toContain(owner.name);
    for (const value of personal) expect(`${text} ${html}`).not.toContain(value);
  }
  await Promise.all([context.close(), phone.context.close()]);
});

test("a mail server that is down delays the mail and nothing else", async ({ browser, portal, mailbox, sandbox }) => {
  const merchant = await merchantAtDoku({ browser, portal, mailbox, sandbox }, staff.page, "Warung Tanpa Surat");
  const { page, owner, id } = merchant;
  await mailbox.waitFor(owner.email, "sudah sampai di DOKU");
  const [before, refusedBefore] = [await mailbox.count(owner.email), await mailbox.refused()];
  await mailbox.refuse(true);
  await sandbox.setStatus(id, { type: "BUSINESS_BANK", status: "REJECTED", notes: [accountNote] });
  await expect(statusRow(page, "Rekening bank")).toContainText("Perlu diperbaiki");
  await expect.poll(() => mailbox.refused()).toBeGreaterThan(refusedBefore);
  await sandbox.setStatus(id, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  await expect(statusRow(page, "Alamat")).toContainText("Disetujui");
  expect(await mailbox.count(owner.email)).toBe(before);

  await mailbox.refuse(false);
  await mailbox.waitFor(owner.email, "Perlu diperbaiki: Rekening bank");
  expect(await mailbox.count(owner.email)).toBe(before + 1);
  await merchant.context.close();
});

/** Everything that a row of the status page has said since, also for a moment. */
async function watchRow(page: Page, name: string): Promise<() => Promise<string[]>> {
  await statusRow(page, name).evaluate((row) => {
    const said: string[] = [];
    const hear = () => said.push(document.getElementById(row.id)?.textContent ?? "");
    hear();
    new MutationObserver(hear).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { said });
  });
  return async () => await page.evaluate(() => (window as typeof window & { said: string[] }).said);
}

test("an older callback never takes an approval back, not for a moment, and makes no mail", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const merchant = await merchantAtDoku({ browser, portal, mailbox, sandbox }, staff.page, "Warung Uji Acak");
  const { page, owner, business, id } = merchant;
  const longAgo = new Date(Date.now() - 3_600_000).toISOString();
  await sandbox.setStatus(id, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  await expect(statusRow(page, "Alamat")).toContainText("Disetujui");
  const said = await watchRow(page, "Alamat");
  const [atDoku] = await sandbox.businesses(business.name);
  const entityId = atDoku?.entities.find(({ type }) => type === "BUSINESS_ADDRESS")?.id ?? "";
  for (const special of ["late", "out_of_order"] as const) {
    await sandbox.special(id, "BUSINESS_ADDRESS", entityId, special);
  }
  // The verified seller who was flipped back by a late event.
  await sandbox.callback({
    businessId: id,
    type: "BUSINESS_ADDRESS",
    entityId,
    status: "REJECTED",
    notes: ["Alamat tidak lengkap"],
    updatedAt: longAgo,
  });

  const older = staff.page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ hasText: business.name })
    .filter({ hasText: "Lebih tua dari yang sudah diketahui." });
  await expect(async () => {
    await staff.page.goto("/desk/events?kind=ignored");
    await expect(older.filter({ hasText: "Alamat: UPDATING" })).toHaveCount(3, { timeout: 500 });
    await expect(older.filter({ hasText: "Alamat: REJECTED" })).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  for (const words of await said()) expect(words).toContain("Disetujui");
  await expect(statusRow(page, "Alamat")).toContainText("Disetujui");
  await expect(headline(page)).toHaveText("DOKU sedang memeriksa data Anda");
  expect((await mailbox.all(owner.email)).map(({ subject }) => subject)).not.toContainEqual(
    expect.stringContaining("Perlu diperbaiki"),
  );
  await merchant.context.close();
});
