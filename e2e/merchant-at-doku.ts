/** A merchant whose business is at DOKU, for tests about what comes after, and what such a merchant does. */
import { type Browser, expect, type Page } from "@playwright/test";
import { type Actor, statusRow, submit } from "./actors";
import { confirmWhereAsked } from "./confirm";
import type { Mailbox, SandboxControl } from "./control";
import { type Business, inventedBusiness, inventedPerson, type Person } from "./people";
import { readyMerchant } from "./quick-merchant";
import type { Portal } from "./servers";

export type Stage = { browser: Browser; portal: Portal; mailbox: Mailbox; sandbox: SandboxControl };
/** `id`: DOKU's, of the business; `fileIds`: ours, of the files that were sent. */
export type MerchantAtDoku = Actor & { owner: Person; business: Business; id: string; fileIds: string[] };

/**
 * Sent and in review, on its status page; the business's name is the words and digits of its own.
 * @param prepare changes what is sent
 */
export async function merchantAtDoku(
  stage: Stage,
  staff: Page,
  words: string,
  prepare?: (page: Page, owner: Person) => Promise<void>,
): Promise<MerchantAtDoku> {
  const { browser, portal, mailbox, sandbox } = stage;
  const owner = inventedPerson();
  const business = inventedBusiness(`${words} ${owner.phone.slice(-4)}`, owner);
  const merchant = await readyMerchant(browser, { portal, mailbox, staff }, owner, business);
  await prepare?.(merchant.page, owner);
  await submit(merchant.page);
  const { id } = await sandbox.waitForBusiness({ name: business.name });
  await expect(statusRow(merchant.page, "Rekening bank")).toContainText("Diperiksa", { timeout: 30_000 });
  return { ...merchant, owner, business, id };
}

/** The headline of the status page. */
export const headline = (page: Page) => page.getByRole("heading", { level: 1 });

/** The desk's list of all merchants, the last changed first; it opens on those that need a person. */
export const allMerchants = "/desk?view=all";

/** Opens a merchant's page at the desk. */
export async function openAtDesk(staff: Page, business: Business): Promise<void> {
  await staff.goto(allMerchants);
  await staff.getByRole("link", { name: business.name }).click();
  await staff.waitForURL("**/desk/merchants/*");
}

const accountNote = { code: "ACCOUNT", field: "account_number", message: "Nomor rekening tidak ditemukan di bank" };

/** DOKU refuses the bank account, and the merchant's page says so. */
export async function refuseAccount({ page, id }: MerchantAtDoku, sandbox: SandboxControl): Promise<void> {
  await sandbox.setStatus(id, { type: "BUSINESS_BANK", status: "REJECTED", notes: [accountNote] });
  // Its history below tells of earlier refusals too.
  await expect(statusRow(page, "Rekening bank")).toHaveText(/^Rekening bank\s*Perlu diperbaiki/, { timeout: 30_000 });
}

/** Types another account number in the open section and goes on to the overview. */
export async function typeAccount(page: Page, number: string): Promise<void> {
  await page.goto("/onboarding/correct/bank");
  // Sent elsewhere, a test should tell where.
  await expect(page).toHaveURL(/\/onboarding\/correct\/bank$/);
  await page.getByLabel("Nomor rekening").fill(number);
  await page.getByRole("button", { name: "Lanjut", exact: true }).click();
  await page.waitForURL("**/onboarding/correct");
}

/** What sends everything that was corrected or changed. */
export const fixesButton = (page: Page) =>
  page.getByRole("button", { name: /^Kirim \d+ (perbaikan|perubahan) ke DOKU$/ });

/** Sends everything that was corrected or changed. */
export async function sendFixes(page: Page): Promise<void> {
  await confirmWhereAsked(page);
  await fixesButton(page).click();
  await page.waitForURL("**/onboarding/status");
}
