import type { BrowserContext, Page } from "@playwright/test";
import { type Actor, newDevice, signInByLink, staffAtDesk, statusRow, submit } from "./actors";
import { expect, test } from "./fixtures";
import { type Business, inventedBusiness, inventedPerson, type Person } from "./people";
import { readyMerchant } from "./quick-merchant";

const owner: Person = inventedPerson("Bambang Sutrisno");
const business: Business = inventedBusiness("Bengkel Bambang", owner);
/** That a stream ends within five seconds of its session is its own test's; here the machine has browsers to serve. */
const endsWithinMs = 10_000;

let staff: Actor;
let merchant: Actor;
let businessId: string;

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
  merchant = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await submit(merchant.page);
  businessId = (await sandbox.waitForBusiness({ name: business.name })).id;
});

const live = (page: Page, mode: "live" | "polling" | "signed-out") => page.locator(`[data-live="${mode}"]`);

/** Counts the event streams that the pages of a browser open from now on. */
function countStreams(context: BrowserContext): { opened: () => number } {
  let opened = 0;
  context.on("request", (request) => {
    if (request.url().includes("/api/live/") && request.resourceType() === "eventsource") opened += 1;
  });
  return { opened: () => opened };
}

test("tabs of one browser share one stream, and the next one takes over when its holder closes", async ({
  browser,
  portal,
  sandbox,
}) => {
  const { context, page: first } = await newDevice(browser, portal, {
    storageState: await merchant.context.storageState(),
  });
  const streams = countStreams(context);
  await first.goto("/onboarding/status");
  await expect(live(first, "live")).toBeVisible();
  const others = [await context.newPage(), await context.newPage()];
  for (const tab of others) {
    await tab.goto("/onboarding/status");
    await expect(live(tab, "live")).toBeVisible();
  }
  expect(streams.opened()).toBe(1);

  await first.getByRole("link", { name: /^Langsung/ }).focus();
  await sandbox.setStatus(businessId, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  for (const tab of [first, ...others]) {
    await expect(statusRow(tab, "Alamat")).toContainText("Disetujui");
    // Said to who does not see it, and whoever reads on is left where they are.
    await expect(tab.getByRole("status").filter({ hasText: /^Alamat: Disetujui/ })).toHaveCount(1);
  }
  await expect(first.getByRole("link", { name: /^Langsung/ })).toBeFocused();
  expect(streams.opened()).toBe(1);

  await first.close();
  await expect.poll(streams.opened).toBe(2);
  await sandbox.setStatus(businessId, { type: "BUSINESS_BANK", status: "ACTIVE" });
  for (const tab of others) {
    await expect(statusRow(tab, "Rekening bank")).toContainText("Disetujui");
    await expect(live(tab, "live")).toBeVisible();
  }
  expect(streams.opened()).toBe(2);
  await context.close();
});

test("the stream ends within five seconds of its session, and every tab says so", async ({
  browser,
  portal,
  mailbox,
}) => {
  const watcher = await newDevice(browser, portal);
  await signInByLink(watcher.page, portal, mailbox, owner.email);
  const second = await watcher.context.newPage();
  const opened = watcher.context.waitForEvent("request", (request) => request.url().includes("/api/live/"));
  for (const tab of [watcher.page, second]) {
    await tab.goto("/onboarding/status");
    await expect(live(tab, "live")).toBeVisible();
  }
  // A stream of its own beside the browser's, to see the end of the connection and not only of the page's hope.
  const cookies = (await watcher.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const stream = await fetch((await opened).url(), { headers: { Cookie: cookies } });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");

  // The same session in another browser: nothing tells the open tabs but the stream itself.
  const elsewhere = await newDevice(browser, portal, { storageState: await watcher.context.storageState() });
  await elsewhere.context.request.post("/sign-out", { maxRedirects: 0 });
  const signedOutAt = Date.now();
  const words = await stream.text();
  expect(Date.now() - signedOutAt).toBeLessThan(endsWithinMs);
  expect(words).toContain("event: signed-out");
  for (const tab of [watcher.page, second]) {
    await expect(live(tab, "signed-out")).toBeVisible({ timeout: endsWithinMs });
    await expect(tab.getByRole("status").filter({ hasText: "Anda sudah keluar" })).toBeVisible();
  }
  await second.getByRole("link", { name: "Masuk lagi" }).click();
  await expect(second).toHaveURL(/\/sign-in$/);
  await elsewhere.context.close();
});

test("where event streams are held back, the page asks by itself", async ({ browser, portal, sandbox }) => {
  const { context, page } = await newDevice(browser, portal, {
    storageState: await merchant.context.storageState(),
  });
  await context.route("**/api/live/**", async (route) => {
    if (route.request().resourceType() === "eventsource") await route.abort();
    else await route.continue();
  });
  await page.goto("/onboarding/status");
  await expect(live(page, "polling")).toBeVisible();
  await expect(page.getByText("Menyambung lagi, diperiksa tiap 10 detik")).toBeVisible();
  await sandbox.setStatus(businessId, { type: "BRAND_SOCIAL_MEDIA", status: "ACTIVE" });
  await expect(statusRow(page, "Media sosial")).toContainText("Disetujui", { timeout: 20_000 });
  await context.close();
});

test("staff see a change on the list and on the merchant's page without a reload", async ({ sandbox }) => {
  const list = staff.page;
  await list.goto("/desk?view=all");
  await expect(live(list, "live")).toBeVisible();
  const one = await staff.context.newPage();
  await one.goto("/desk?view=all");
  await one.getByRole("link", { name: business.name }).click();
  await one.waitForURL("**/desk/merchants/*");
  await expect(live(one, "live")).toBeVisible();
  let loads = 0;
  for (const page of [list, one])
    page.on("load", () => {
      loads += 1;
    });

  const note = { code: "OTHER", field: "name", message: "Deskripsi usaha belum menjelaskan produk yang dijual" };
  await sandbox.setStatus(businessId, { type: "BRAND", status: "REJECTED", notes: [note] });
  await expect(one.getByText(note.message).first()).toBeVisible();
  await expect(list.getByRole("row", { name: new RegExp(business.name) })).toContainText("Perlu diperbaiki");
  await sandbox.approve(businessId);
  await expect(list.getByRole("row", { name: new RegExp(business.name) })).toContainText("Aktif");
  expect(loads).toBe(0);
});
