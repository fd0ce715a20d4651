/**
 * A merchant who is ready to send, in seconds: the answers and files go straight through the portal's own doors. For
 * tests that are about what comes after; the way through the forms is walked in onboarding.spec.ts.
 */
import { type Browser, expect, type Page } from "@playwright/test";
import { type Actor, chooseKind, invitedMerchant, staffAtDesk } from "./actors";
import type { Mailbox } from "./control";
import { type Business, inventedBusiness, inventedPerson, type Person } from "./people";
import { smallPng } from "./photos";
import type { Portal } from "./servers";

/** Slots that a personal business must fill. */
const mandatory = /\.(KTP|OWNER_LIVENESS|PHOTO_PROOF|BANK_ACCOUNT)$/;

function answersOf(business: Business, owner: Person) {
  const contact = { name: owner.name, email: owner.email, phone: owner.phone, nationality: "ID", position: "OWNER" };
  const { account } = business;
  return {
    profile: {
      name: business.name,
      email: business.email,
      phone: business.phone,
      description: business.description,
      websiteReadiness: "DONT_HAVE",
      mobileAppReadiness: "DONT_HAVE",
    },
    brand: { category: "RETAIL", transactionFrequency: "UMI", transactionQuantity: "UP_TO_100" },
    social: { accounts: [{ code: "INSTAGRAM", url: business.instagram }] },
    address: { area: business.area, street: business.street },
    contacts: { contacts: [{ key: "primary", ...contact }] },
    bank: { bankId: account.bankId, accountNumber: account.number, accountName: account.name },
  };
}

/** Stores a file in a slot; answers with its id. */
export async function putFile(page: Page, slotId: string): Promise<string> {
  const photo = await smallPng();
  const response = await page.request.put(`/api/uploads?slot=${encodeURIComponent(slotId)}`, {
    data: photo.buffer,
    headers: { "Content-Type": "application/octet-stream" },
  });
  await expect(response).toBeOK();
  const { id }: { id: string } = await response.json();
  return id;
}

/** Every file, number and answer of a personal business; the ids of the files in the order of the page. */
export async function prepareQuickly(page: Page, business: Business, owner: Person): Promise<{ fileIds: string[] }> {
  await chooseKind(page, { type: "PERSONAL" });
  await page.goto("/onboarding/uploads");
  const cards = page.locator("section[data-slot]");
  const slots = await cards.evaluateAll((all) => all.map((card) => card.getAttribute("data-slot") ?? ""));
  const fileIds: string[] = [];
  for (const slot of slots.filter((id) => mandatory.test(id))) fileIds.push(await putFile(page, slot));
  const identity = slots.find((id) => id.endsWith(".KTP")) ?? "";
  const parts = { ...answersOf(business, owner), slots: { [identity]: { NO_KTP: owner.nik } } };
  for (const [part, values] of Object.entries(parts)) {
    await expect(await page.request.put("/api/drafts", { data: { part, values } })).toBeOK();
  }
  return { fileIds };
}

/** Invited, accepted and ready to send, in a browser of its own. */
export async function readyMerchant(
  browser: Browser,
  servers: { portal: Portal; mailbox: Mailbox; staff: Page },
  person: Person,
  business: Business,
): Promise<Actor & { fileIds: string[] }> {
  const merchant = await invitedMerchant(browser, servers, person, business);
  return { ...merchant, ...(await prepareQuickly(merchant.page, business, person)) };
}

/** Invited and accepted, with nothing filled in yet; the business's name ends in digits of its own. */
export async function newcomer(
  browser: Browser,
  { portal, mailbox }: { portal: Portal; mailbox: Mailbox },
  name: string,
): Promise<Actor & { owner: Person; business: Business }> {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const owner = inventedPerson();
  const business = inventedBusiness(`${name} ${owner.phone.slice(-4)}`, owner);
  const merchant = await invitedMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await staff.context.close();
  return { ...merchant, owner, business };
}
