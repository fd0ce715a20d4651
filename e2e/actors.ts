/** What people do in the portal, as they do it: through the pages, in Bahasa Indonesia. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
  type Response,
  test,
} from "@playwright/test";
import { readsMailOf, sharedState, sharesSession } from "./confirm";
import { linkIn, type Mailbox } from "./control";
import { watchAddresses } from "./kept-private";
import type { Business, Person } from "./people";
import { identityCard, type Photo, pdfDocument, phonePhoto, sidewaysPhoto, smallPng } from "./photos";
import type { Portal } from "./servers";

export type Actor = { context: BrowserContext; page: Page };

let opened: { file: string; contexts: BrowserContext[] } = { file: "", contexts: [] };

/**
 * Has a page that was loaded be used once its script has taken it: on a slow machine a test would press and type before it.
 * What is kept of that is slow-script.spec's, which loads with "commit".
 */
function useOnceTaken(page: Page): void {
  const { goto, reload } = page;
  const isTaken = () => Object.keys(document.body ?? {}).some((name) => name.startsWith("__react"));
  const untilTaken = async (response: Response | null) => {
    if (response?.headers()["content-type"]?.startsWith("text/html")) {
      // A page that sends on at once is gone before it is asked, and the next one is.
      await page.waitForFunction(isTaken, undefined, { timeout: 15_000 });
    }
    return response;
  };
  page.goto = async (url, options) => {
    const response = await goto.call(page, url, options);
    return options?.waitUntil === "commit" ? response : await untilTaken(response);
  };
  page.reload = async (options) => await untilTaken(await reload.call(page, options));
}

/**
 * A browser of its own, as on another device. Those of the spec before are closed: their pages are live, and would go on
 * rendering whatever happens in the portal that they share.
 */
export async function newDevice(browser: Browser, portal: Portal, options: BrowserContextOptions = {}): Promise<Actor> {
  const { file } = test.info();
  if (opened.file !== file) {
    await Promise.all(opened.contexts.map((context) => context.close()));
    opened = { file, contexts: [] };
  }
  const context = await browser.newContext({ baseURL: portal.url, locale: "id-ID", ...options });
  watchAddresses(context);
  if (options.javaScriptEnabled !== false) context.on("page", useOnceTaken);
  opened.contexts.push(context);
  return { context, page: await context.newPage() };
}

/**
 * Signs in by the link in the mail, and confirms on our own page. The mail is told by its subject, which is in the
 * person's language: news of the application may reach the same address meanwhile.
 */
export async function signInByLink(
  page: Page,
  portal: Portal,
  mailbox: Mailbox,
  email: string,
  subject = "Masuk ke",
): Promise<void> {
  const asked = new Date().toISOString();
  await page.goto("/sign-in");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByRole("button", { name: "Kirim tautan dan kode" }).click();
  await page.waitForURL("**/sign-in/check-mail");
  const mail = await mailbox.waitFor(email, subject, asked);
  await page.goto(linkIn(mail, portal.url));
  await page.getByRole("main").getByRole("button", { name: "Masuk", exact: true }).click();
  await page.waitForURL(/\/(desk|onboarding)/);
}

/**
 * A member of staff at the desk, in a browser of its own. The session is shared, because one address may ask for a few mails in a
 * quarter of an hour and a worker runs many tests: who signs out takes another person.
 */
export async function staffAtDesk(browser: Browser, portal: Portal, mailbox: Mailbox): Promise<Actor> {
  const storageState = sharedState(portal.url);
  const staff = await newDevice(browser, portal, storageState ? { storageState } : {});
  readsMailOf(staff.context, { mailbox, email: portal.staffEmail });
  if (storageState) await staff.page.goto("/desk");
  else await signInByLink(staff.page, portal, mailbox, portal.staffEmail);
  await sharesSession(portal.url, staff.context);
  await expect(staff.page).toHaveURL(/\/desk$/);
  return staff;
}

/** Staff invite; the mail goes out by itself. */
export async function invite(staff: Page, person: Person, business: Business): Promise<void> {
  await staff.goto("/desk/invitations/new");
  await staff.getByLabel("Nama lengkap").fill(person.name);
  await staff.getByLabel("Alamat email").fill(person.email);
  await staff.getByLabel("Nomor telepon").fill(person.phone);
  await staff.getByLabel("Nama usaha").fill(business.name);
  await staff.getByRole("button", { name: "Kirim undangan" }).click();
  await expect(staff.getByRole("heading", { name: `Undangan untuk ${business.name} dikirim` })).toBeVisible();
}

/** The invited merchant opens the mail and accepts. */
export async function acceptInvitation(page: Page, portal: Portal, mailbox: Mailbox, person: Person): Promise<void> {
  readsMailOf(page.context(), { mailbox, email: person.email });
  const mail = await mailbox.waitFor(person.email, "Undangan");
  await page.goto(linkIn(mail, portal.url));
  await page.getByRole("button", { name: "Terima dan mulai" }).click();
  await page.waitForURL("**/onboarding");
}

/** Staff invite and the merchant accepts, each in a browser of its own. */
export async function invitedMerchant(
  browser: Browser,
  servers: { portal: Portal; mailbox: Mailbox; staff: Page },
  person: Person,
  business: Business,
): Promise<Actor> {
  await invite(servers.staff, person, business);
  const merchant = await newDevice(browser, servers.portal);
  await acceptInvitation(merchant.page, servers.portal, servers.mailbox, person);
  return merchant;
}

export type ChosenKind = { type: "PERSONAL" } | { type: "CORPORATE"; legalEntity: string; line: string };

/** Answers the four questions and asks DOKU. */
export async function askWhatIsNeeded(page: Page, kind: ChosenKind): Promise<void> {
  await page.goto("/onboarding/requirements");
  await page.getByRole("radio", { name: kind.type === "PERSONAL" ? /^Perorangan/ : /^Badan usaha/ }).check();
  if (kind.type === "CORPORATE") {
    await page.getByLabel("Bentuk badan usaha").selectOption(kind.legalEntity);
    await page.getByLabel("Bidang usaha").selectOption(kind.line);
    await page.getByRole("radio", { name: "Indonesia" }).check();
  }
  await page.getByRole("button", { name: "Lihat persyaratan" }).click();
}

export async function chooseKind(page: Page, kind: ChosenKind): Promise<void> {
  await askWhatIsNeeded(page, kind);
  await expect(page.getByRole("heading", { name: "Yang diminta DOKU" })).toBeVisible();
}

/** Puts a file in the slot that stands under this heading and waits until it is stored. */
export async function upload(page: Page, heading: string | RegExp, files: Photo | Photo[]): Promise<void> {
  const card = slotCard(page, heading);
  await card.locator('input[type="file"]:not([capture])').setInputFiles(files);
  await expect(card.getByText("Tersimpan", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
}

export function slotCard(page: Page, heading: string | RegExp) {
  return page.locator("section[data-slot]").filter({ has: page.getByRole("heading", { name: heading }) });
}

/** Every file and value of a person's business: a 12-megapixel JPEG, one on its side by EXIF, a PNG. */
export async function uploadPersonalFiles(page: Page, owner: Person): Promise<void> {
  await page.goto("/onboarding/uploads");
  await upload(page, /^KTP/, await identityCard(owner));
  await typeBeside(page, /^KTP/, owner.nik);
  await upload(page, /Swafoto/i, await sidewaysPhoto());
  await upload(page, /tempat usaha/i, await phonePhoto());
  await upload(page, /buku tabungan|rekening/i, await smallPng("buku.png"));
  await leaveUploads(page);
}

export async function typeBeside(page: Page, heading: string | RegExp, value: string): Promise<void> {
  const field = slotCard(page, heading).getByRole("textbox");
  await field.fill(value);
  await field.blur();
  await expect(slotCard(page, heading).getByText("Tersimpan").last()).toBeVisible();
}

export async function leaveUploads(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Lanjut|Simpan/ }).click();
  await page.waitForURL(/\/onboarding(\/check)?$/);
}

/** Company documents as PDF and photos, with their numbers. */
export async function uploadCompanyFiles(page: Page, owner: Person): Promise<void> {
  await page.goto("/onboarding/uploads");
  await upload(page, /NIB/, pdfDocument("NIB contoh", "nib.pdf"));
  await typeBeside(page, /NIB/, "1234567890123");
  await upload(page, /^NPWP/, await smallPng("npwp.png"));
  await typeBeside(page, /^NPWP/, "01.234.567.8-901.000");
  await upload(page, /Akta pendirian/, pdfDocument());
  await upload(page, /Kemenkumham/, pdfDocument("SK contoh", "sk.pdf"));
  await uploadPersonalFiles(page, owner);
}

async function next(page: Page): Promise<void> {
  const before = page.url();
  await page.getByRole("button", { name: "Lanjut", exact: true }).click();
  await page.waitForURL((url) => url.href !== before);
}

/** Profile, brand, social media, address, contacts and bank, typed as people type. */
export async function fillBusiness(page: Page, kind: ChosenKind, business: Business, owner: Person): Promise<void> {
  await page.goto("/onboarding/business/profile");
  await page.getByLabel("Nama usaha").fill(business.name);
  await page.getByLabel("Email usaha").fill(business.email);
  await page.getByLabel("Nomor telepon usaha").fill(business.phone);
  await page.getByLabel("Apa yang dijual").fill(business.description);
  await page.getByRole("group", { name: "Situs web" }).getByRole("radio", { name: "Tidak ada" }).check();
  await page.getByRole("group", { name: "Aplikasi ponsel" }).getByRole("radio", { name: "Tidak ada" }).check();
  await next(page);

  await page.goto("/onboarding/business/brand");
  if (kind.type === "CORPORATE") {
    await page.getByLabel("Nama merek").fill(business.name);
    await page.getByLabel("Keterangan merek").fill(business.description);
  }
  await page.getByRole("radio", { name: /Langsung ke pembeli/ }).check();
  await page.getByRole("radio", { name: /Usaha mikro/ }).check();
  await page.getByRole("radio", { name: "Sampai 100" }).check();
  await next(page);

  await page.goto("/onboarding/business/social");
  await page.getByRole("button", { name: "Tambah akun" }).click();
  await page.getByLabel("Media").selectOption("INSTAGRAM");
  await page.getByLabel("Alamat").fill(business.instagram);
  await next(page);

  await page.goto("/onboarding/business/address");
  await page.getByRole("combobox", { name: "Wilayah" }).fill(business.area.slice(0, 5));
  await page.getByRole("option", { name: business.area }).click();
  await page.getByLabel("Jalan dan nomor").fill(business.street);
  await next(page);

  await page.goto("/onboarding/business/contacts");
  await page.getByLabel("Nama lengkap").fill(owner.name);
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel("Nomor ponsel").fill(owner.phone);
  await page.getByRole("radio", { name: "Indonesia" }).check();
  await page.getByLabel("Jabatan").selectOption(kind.type === "PERSONAL" ? "OWNER" : "DIRECTOR");
  await next(page);

  await page.goto("/onboarding/business/bank");
  await chooseBank(page, business.account.bankName);
  await page.getByLabel("Nomor rekening").fill(business.account.number);
  await page.getByLabel("Nama pemilik rekening").fill(business.account.name);
  await next(page);
}

/** The search for the bank, once it has taken the place of the list that stands there before the page's script. */
export function bankSearch(page: Page): Locator {
  return page.getByRole("combobox", { name: "Bank", exact: true }).and(page.locator("input"));
}

export async function chooseBank(page: Page, name: string): Promise<void> {
  await bankSearch(page).fill(name);
  await page.getByRole("option", { name }).first().click();
}

/** Everything that a personal merchant fills in before the check page. */
export async function preparePersonal(page: Page, business: Business, owner: Person): Promise<void> {
  await chooseKind(page, { type: "PERSONAL" });
  await uploadPersonalFiles(page, owner);
  await fillBusiness(page, { type: "PERSONAL" }, business, owner);
}

/**
 * The next saving of a form whose values, as JSON, the rule takes has been answered. To be asked for before what is typed:
 * "Tersimpan" may still stand there from the time before.
 */
export function draftSaved(page: Page, isMeant: (values: string) => boolean): Promise<Response> {
  return page.waitForResponse((response) => {
    const request = response.request();
    const isSaving = request.method() === "PUT" && new URL(request.url()).pathname === "/api/drafts";
    return isSaving && response.ok() && isMeant(JSON.stringify(request.postDataJSON().values));
  });
}

export async function submit(page: Page): Promise<void> {
  await page.goto("/onboarding/check");
  await page.getByRole("button", { name: "Kirim ke DOKU" }).click();
  await page.waitForURL("**/onboarding/status");
}

/** The row of a section on the status page. */
export function statusRow(page: Page, name: string) {
  return page.getByRole("listitem").filter({ hasText: name });
}

/** Presses a key until what it opens is there: before the page's script has arrived a key does nothing. */
export async function pressUntil(page: Page, key: string, opened: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(opened).toBeVisible({ timeout: 1_000 });
  }).toPass();
}
