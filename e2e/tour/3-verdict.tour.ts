import { newDevice } from "../actors";
import { expect, test } from "../fixtures";
import { headline } from "../merchant-at-doku";
import { inventedBusiness, inventedPerson } from "../people";
import { readyMerchant } from "../quick-merchant";
import { mailed, picture, pictureOf, printed } from "./camera";
import { openDesk, speak } from "./stage";

const link = { code: "LINK_DEAD", field: "url", message: "Tautan media sosial tidak dapat dibuka" };
const card = { code: "PHOTO_BLURRED", field: "document", message: "Foto KTP buram, mohon unggah ulang" };

test("from the check to live", async ({ browser, portal, mailbox, sandbox }) => {
  const staff = await openDesk(browser, portal, mailbox);
  const owner = inventedPerson("Endah Puspitasari");
  const business = inventedBusiness("Dapur Endah", owner);
  const { page } = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  for (const part of ["profile", "brand", "social", "address", "contacts", "bank"]) {
    await page.goto(`/onboarding/business/${part}`);
    await page.getByRole("button", { name: "Lanjut", exact: true }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(part));
  }
  await pictureOf(page, "/onboarding", "start-ready");
  await speak(page, portal, "en");
  await pictureOf(page, "/onboarding/check", "check");
  await speak(page, portal, "id");
  await page.goto("/onboarding/check");
  await printed(page, "printed");

  // What is on its way would have arrived before the camera is ready.
  await sandbox.fault({ endpoint: "upload", kind: "slow", delayMs: 15_000, remaining: 1 });
  await page.getByRole("button", { name: "Kirim ke DOKU" }).click();
  await page.waitForURL("**/onboarding/status");
  await expect(headline(page)).toHaveText("Data Anda sedang dikirim ke DOKU");
  await picture(page, "status-sending");
  const { id } = await sandbox.waitForBusiness({ name: business.name });
  await expect(headline(page)).toHaveText("DOKU sedang memeriksa data Anda", { timeout: 60_000 });
  await picture(page, "status-review");

  await sandbox.setStatus(id, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  await sandbox.setStatus(id, { type: "BRAND_SOCIAL_MEDIA", status: "REJECTED", notes: [link] });
  await sandbox.setStatus(id, { type: "BUSINESS_CONTACT", status: "REJECTED", notes: [card] });
  await expect(page.getByText(link.message).first()).toBeVisible();
  await expect(page.getByText(card.message).first()).toBeVisible();
  await picture(page, "status-refused");
  await pictureOf(page, "/onboarding/correct/contacts", "correct");
  const refused = await mailbox.waitFor(owner.email, "Perlu diperbaiki");
  const reader = await newDevice(browser, portal);
  await reader.page.goto("/sign-in");
  await mailed(reader.page, refused.html, "mail-refused");

  await sandbox.approve(id);
  await page.goto("/onboarding/status");
  await expect(headline(page)).toHaveText("Usaha Anda sudah aktif di DOKU", { timeout: 60_000 });
  await picture(page, "status-live");
  await pictureOf(page, "/onboarding/change/bank", "change");
  await sandbox.suspend(id);
  await page.goto("/onboarding/status");
  await expect(headline(page)).toHaveText("DOKU menangguhkan usaha Anda", { timeout: 60_000 });
  await picture(page, "status-suspended");
});
