/** Merchants whom DOKU has refused something, and what they do about it. */
import { expect, type Page } from "@playwright/test";
import { slotCard, staffAtDesk } from "./actors";
import type { SandboxControl } from "./control";
import { type MerchantAtDoku, merchantAtDoku, type Stage } from "./merchant-at-doku";
import { smallPng } from "./photos";

/** DOKU's notes, as the contract has them (section 12). */
const notes = {
  BUSINESS_CONTACT: { code: "PHOTO_BLURRED", field: "document", message: "Foto KTP buram, mohon unggah ulang" },
  BUSINESS_BANK: {
    code: "ACCOUNT_NAME_DIFFERS",
    field: "account_name",
    message: "Nama pemilik rekening berbeda dengan nama usaha atau pemilik",
  },
  BUSINESS_ADDRESS: {
    code: "ADDRESS_INCOMPLETE",
    field: "name",
    message: "Alamat tidak lengkap, mohon cantumkan nomor dan RT/RW",
  },
  BRAND_PHOTO_PROOF: {
    code: "NO_IDENTITY",
    field: "photo_proof",
    message: "Foto tempat usaha tidak memperlihatkan identitas usaha",
  },
};
export type Refusable = keyof typeof notes;

export const noteOf = (type: Refusable): string => notes[type].message;

/** Sections of a sole proprietor that carry a verdict. */
const verdictTypes = [
  "BUSINESS",
  "BUSINESS_CONTACT",
  "BUSINESS_ADDRESS",
  "BUSINESS_BANK",
  "BRAND",
  "BRAND_SOCIAL_MEDIA",
  "BRAND_PHOTO_PROOF",
];

/** At DOKU and in review, with nobody at the desk. */
export async function registeredMerchant(
  stage: Stage,
  name: string,
  prepare?: Parameters<typeof merchantAtDoku>[3],
): Promise<MerchantAtDoku> {
  const staff = await staffAtDesk(stage.browser, stage.portal, stage.mailbox);
  const merchant = await merchantAtDoku(stage, staff.page, name, prepare);
  await staff.context.close();
  return merchant;
}

/** DOKU refuses these sections and approves all others that carry a verdict. */
export async function refuse(sandbox: SandboxControl, id: string, types: readonly Refusable[]): Promise<void> {
  for (const type of verdictTypes.filter((one) => !types.some((refused) => refused === one))) {
    await sandbox.setStatus(id, { type, status: "ACTIVE" });
  }
  for (const type of types) await sandbox.setStatus(id, { type, status: "REJECTED", notes: [notes[type]] });
}

/** Status by type at DOKU, of the types that have one entity here. */
export async function statesAtDoku(sandbox: SandboxControl, name: string): Promise<Record<string, string>> {
  const [found] = await sandbox.businesses(name);
  return Object.fromEntries((found?.entities ?? []).map(({ type, status }) => [type, status]));
}

/** The card of a refused section on the status page, or of an open one on the overview. */
export const sectionCard = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** Puts a new file beside the one that DOKU refused. */
export async function replaceFile(page: Page, name: string | RegExp): Promise<void> {
  const card = slotCard(page, name);
  await card.locator('input[type="file"]:not([capture])').setInputFiles(await smallPng("baru.png"));
  await expect(card.getByText("Berkas baru tersimpan")).toBeVisible();
}

export async function goOn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Lanjut", exact: true }).click();
  await page.waitForURL("**/onboarding/correct");
}

/** Corrects the account name, from the status page to the overview. */
export async function correctAccountName(page: Page, name: string): Promise<void> {
  await page.goto("/onboarding/correct/bank");
  await page.getByLabel("Nama pemilik rekening").fill(name);
  await goOn(page);
}
