import type { Page } from "@playwright/test";
import { slotCard, staffAtDesk } from "./actors";
import { expect, test } from "./fixtures";
import { inventedBusiness, inventedNik, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";

/** Opens a page whose scripts come only when the returned function is called, as on a slow line. */
async function openWithoutScripts(page: Page, address: string): Promise<() => Promise<void>> {
  const scripts = /\/_next\/static\/.*\.js/;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(scripts, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address, { waitUntil: "commit" });
  return async () => {
    letGo();
    await page.unrouteAll({ behavior: "wait" });
  };
}

test("what is typed before the page's script arrives is kept", async ({ browser, portal, mailbox }) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const owner = inventedPerson();
  const business = inventedBusiness(`Kedai Pelan ${owner.phone.slice(-4)}`, owner);
  const { page, context } = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);

  const letScriptsCome = await openWithoutScripts(page, "/onboarding/uploads");
  const card = slotCard(page, /^KTP/);
  const nik = inventedNik("9002");
  await card.getByRole("textbox").fill(nik);
  await letScriptsCome();
  await expect(card.locator('[data-save-state="saved"]')).toBeVisible();
  await expect(card.getByRole("textbox")).toHaveValue(nik);

  const letScriptsComeToo = await openWithoutScripts(page, "/onboarding/business/address");
  const street = page.getByLabel("Jalan dan nomor");
  await street.fill("Jalan Rekaan 21, sebelah bengkel");
  await letScriptsComeToo();
  await expect(page.locator('[data-save-state="saved"]')).toBeVisible();

  for (const [address, field, value] of [
    ["/onboarding/uploads", card.getByRole("textbox"), nik],
    ["/onboarding/business/address", street, "Jalan Rekaan 21, sebelah bengkel"],
  ] as const) {
    await page.goto(address);
    await expect(field).toHaveValue(value);
  }
  await Promise.all([context.close(), staff.context.close()]);
});

test("a page is read as it was drawn before anything else than itself has arrived", async ({ browser, portal }) => {
  const page = await browser.newPage({ baseURL: portal.url });
  await page.route(/\/_next\//, (route) => route.abort());
  const answer = await page.goto("/sign-in");
  expect(answer?.headers()["content-encoding"]).toBe("br");
  const button = page.locator("main button[type=submit]");
  await expect(button).toBeVisible();
  await expect(button).toHaveCSS("border-top-left-radius", "11px");
  await page.close();
});
