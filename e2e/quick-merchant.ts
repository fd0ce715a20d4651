/**
 * A merchant who is ready to send, in a second or two: invitation, answers and files go straight through the portal's own
 * doors. For tests that are about what comes after; the way through the pages is walked in onboarding.spec.ts.
 */
import { type Browser, expect, type Page } from "@playwright/test";
import { type Actor, newDevice, staffAtDesk } from "./actors";
import { readsMailOf } from "./confirm";
import { linkIn, type Mailbox } from "./control";
import { type Business, inventedBusiness, inventedPerson, type Person } from "./people";
import { smallPng } from "./photos";
import { callAction, serverActionIds } from "./server-actions";
import { fromPage, type Portal } from "./servers";

/** What a personal business must upload. */
const identity = "contact.primary.DOCUMENT.KTP";
const slots = [identity, "contact.primary.OWNER_LIVENESS", "brand.PHOTO_PROOF", "bank_account.BANK_ACCOUNT"];
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

/** Does what a page's button does; it must go well. */
async function act(page: Page, name: string, path: string, input: unknown): Promise<void> {
  const answer = await callAction(page.request, {
    id: serverActionIds().get(name) ?? "",
    path,
    args: [{ json: input }],
  });
  expect(await answer.text(), name).toContain('"ok":true');
}

/** The kind with the fewest files: a person's. */
export async function chooseKindQuickly(page: Page): Promise<void> {
  const kind = { businessType: "PERSONAL" };
  await act(page, "submitKind", "/onboarding/requirements", { values: kind, confirmed: true, returnToCheck: false });
}

/** Every file, number and answer of a personal business; the ids of the files, the identity card's first. */
export async function prepareQuickly(page: Page, business: Business, owner: Person): Promise<{ fileIds: string[] }> {
  await chooseKindQuickly(page);
  const fileIds = await Promise.all(slots.map((slot) => putFile(page, slot)));
  const parts = { ...answersOf(business, owner), slots: { [identity]: { NO_KTP: owner.nik } } };
  await Promise.all(
    Object.entries(parts).map(async ([part, values]) =>
      expect(await page.request.put("/api/drafts", { data: { part, values } })).toBeOK(),
    ),
  );
  return { fileIds };
}

type Servers = { portal: Portal; mailbox: Mailbox; staff: Page };

/** Invites a person, and accepts in the browser of `merchant`. */
export async function welcome(
  merchant: Page,
  { portal, mailbox, staff }: Servers,
  person: Person,
  business: Business,
): Promise<void> {
  const { name, email, phone } = person;
  readsMailOf(merchant.context(), { mailbox, email });
  const invitation = { name, email, phone, businessName: business.name, locale: "id" };
  await act(staff, "sendInvitation", "/desk/invitations/new", invitation);
  const token =
    linkIn(await mailbox.waitFor(email, "Undangan"), portal.url)
      .split("/")
      .at(-1) ?? "";
  const accepted = await merchant.request.post("/invitation/accept", {
    form: { token },
    headers: fromPage(portal),
    maxRedirects: 0,
  });
  expect(accepted.headers().location).toMatch(/\/onboarding$/);
}

/** Invited and accepted, in a browser of its own that has opened no page yet. */
async function welcomed(browser: Browser, servers: Servers, person: Person, business: Business): Promise<Actor> {
  const merchant = await newDevice(browser, servers.portal);
  await welcome(merchant.page, servers, person, business);
  return merchant;
}

/** Invited, accepted and ready to send, in a browser of its own that has opened no page yet. */
export async function readyMerchant(
  browser: Browser,
  servers: Servers,
  person: Person,
  business: Business,
): Promise<Actor & { fileIds: string[] }> {
  const merchant = await welcomed(browser, servers, person, business);
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
  const merchant = await welcomed(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await staff.context.close();
  return { ...merchant, owner, business };
}
