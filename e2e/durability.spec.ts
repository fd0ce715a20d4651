import type { Browser, Page } from "@playwright/test";
import { type Actor, staffAtDesk, statusRow, submit } from "./actors";
import type { Mailbox, SandboxControl } from "./control";
import { expect, test } from "./fixtures";
import { checkState } from "./page-rules";
import { inventedBusiness, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";
import type { Portal } from "./servers";

// The database in the portal's own process dies with it.
test.use({ portalSettings: { DATABASE_URL: "" } });
test.describe.configure({ timeout: 120_000 });

async function merchantReadyToSend(
  browser: Browser,
  { portal, mailbox }: { portal: Portal; mailbox: Mailbox },
  name: string,
): Promise<Actor & { name: string }> {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const owner = inventedPerson();
  const business = inventedBusiness(`${name} ${owner.phone.slice(-4)}`, owner);
  const merchant = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await staff.context.close();
  return { ...merchant, name: business.name };
}

/** One business at DOKU, and a page that follows what happens to it without being loaded again. */
async function expectOneLiveBusiness(page: Page, sandbox: SandboxControl, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("DOKU sedang memeriksa data Anda", {
    timeout: 45_000,
  });
  const [business, ...others] = await sandbox.businesses(name);
  expect(others).toEqual([]);
  await sandbox.setStatus(business?.id ?? "", { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  await expect(statusRow(page, "Alamat")).toContainText("Disetujui", { timeout: 30_000 });
}

test("a portal killed while it sends the files goes on where it was, and the open page comes back by itself", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const { page, name, context } = await merchantReadyToSend(browser, { portal, mailbox }, "Warung Putus");
  const uploadsBefore = await sandbox.callCount("upload");
  await sandbox.fault({ endpoint: "upload", kind: "slow", delayMs: 0, remaining: 2 });
  await sandbox.fault({ endpoint: "upload", kind: "slow", delayMs: 60_000, remaining: 1 });
  await submit(page);
  await expect(page.getByText("2 dari 4 berkas").first()).toBeVisible();
  await checkState(page, "the status while it is being sent");

  await portal.kill();
  await portal.restart();
  await expectOneLiveBusiness(page, sandbox, name);
  // Two before, the one that hung, and the two that were left: nothing that had arrived is sent again.
  expect(await sandbox.callCount("upload")).toBe(uploadsBefore + 5);
  await context.close();
});

test("a portal killed after DOKU registered but before it answered asks again, and does not register twice", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const { page, name, context } = await merchantReadyToSend(browser, { portal, mailbox }, "Warung Tanpa Jawaban");
  await sandbox.fault({ endpoint: "register", kind: "hang_after" });
  await submit(page);
  await sandbox.waitForBusiness({ name });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Data Anda sedang dikirim ke DOKU");

  await portal.kill();
  await portal.restart();
  await expectOneLiveBusiness(page, sandbox, name);
  await context.close();
});

test("pressed twice and in two tabs at once, it is sent once", async ({ browser, portal, mailbox, sandbox }) => {
  const { page, name, context } = await merchantReadyToSend(browser, { portal, mailbox }, "Warung Dua Kali");
  const registrationsBefore = await sandbox.callCount("register");
  const second = await context.newPage();
  for (const tab of [page, second]) await tab.goto("/onboarding/check");
  const press = (tab: Page) => tab.getByRole("button", { name: "Kirim ke DOKU" });
  await Promise.all([press(page).dblclick(), press(second).click()]);
  for (const tab of [page, second]) await tab.waitForURL("**/onboarding/status");

  await expectOneLiveBusiness(second, sandbox, name);
  await expect(statusRow(page, "Alamat")).toContainText("Disetujui");
  expect(await sandbox.callCount("register")).toBe(registrationsBefore + 1);

  await page.goto("/onboarding/check");
  await expect(page).toHaveURL(/\/onboarding\/status$/);
  await context.close();
});
