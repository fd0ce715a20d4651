import type { Browser, Page } from "@playwright/test";
import { acceptInvitation, invite, newDevice, signInByLink, staffAtDesk } from "./actors";
import { linkIn, type Mail, type Mailbox } from "./control";
import { expect, test } from "./fixtures";
import { inventedBusiness, inventedPerson, type Person } from "./people";
import { fromPage, type Portal } from "./servers";

const enter = (page: Page) => page.getByRole("main").getByRole("button", { name: "Masuk", exact: true });
const codeField = (page: Page) => page.getByLabel("Kode 6 angka");

async function askFor(page: Page, email: string): Promise<string> {
  const asked = new Date().toISOString();
  await page.goto("/sign-in");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByRole("button", { name: "Kirim tautan dan kode" }).click();
  await page.waitForURL("**/sign-in/check-mail");
  return asked;
}

function codeIn(mail: Mail): string {
  const code = /\b\d{3} ?\d{3}\b/.exec(mail.text.replace(/https?:\S+/g, ""))?.[0];
  if (!code) throw new Error(`There is no code in "${mail.subject}".`);
  return code.replace(" ", "");
}

async function invited(browser: Browser, portal: Portal, mailbox: Mailbox, person: Person): Promise<void> {
  const staff = await staffAtDesk(browser, portal, mailbox);
  await invite(staff.page, person, inventedBusiness("Toko Contoh", person));
  await mailbox.waitFor(person.email, "Undangan");
  await staff.context.close();
}

/** Six digits that are not the code. */
const otherThan = (code: string) => (code === "000000" ? "111111" : "000000");

test.describe("somebody who was invited", () => {
  let person: Person;

  test.beforeEach(async ({ browser, portal, mailbox }) => {
    person = inventedPerson("Rina Hartati");
    await invited(browser, portal, mailbox, person);
  });

  test("opens the link on another device than the one that asked", async ({ browser, page, portal, mailbox }) => {
    const asked = await askFor(page, person.email);
    const mail = await mailbox.waitFor(person.email, undefined, asked);
    const phone = await newDevice(browser, portal);
    await phone.page.goto(linkIn(mail, portal.url));
    await expect(phone.page.getByRole("heading", { level: 1 })).not.toContainText(person.email);
    await enter(phone.page).click();
    await phone.page.waitForURL("**/onboarding");
  });

  test("a mail scanner that opens the link does not spend it, and a spent link offers a new one", async ({
    browser,
    page,
    portal,
    mailbox,
    request,
  }) => {
    const asked = await askFor(page, person.email);
    const link = linkIn(await mailbox.waitFor(person.email, undefined, asked), portal.url);
    for (const method of ["GET", "HEAD", "GET"]) await expect(await request.fetch(link, { method })).toBeOK();
    // Nor does one that posts what it read in the link, without the page or from another one.
    const form = { token: link.split("/").at(-1) ?? "" };
    for (const origin of [null, "https://scanner.test", "null"]) {
      const headers: Record<string, string> = origin ? { Origin: origin } : {};
      const posted = await request.post("/sign-in/complete", { form, headers, maxRedirects: 0 });
      expect(posted.headers().location).toMatch(/\/sign-in\?error=failed$/);
      expect(posted.headers()["set-cookie"]).toBeUndefined();
    }
    await page.goto(link);
    await enter(page).click();
    await page.waitForURL("**/onboarding");

    const again = await newDevice(browser, portal);
    await again.page.goto(link);
    await expect(again.page.getByRole("heading", { level: 1 })).toHaveText("Tautan ini tidak berlaku lagi");
    const before = new Date().toISOString();
    await again.page.getByRole("button", { name: "Kirim tautan baru" }).click();
    await again.page.waitForURL("**/sign-in/check-mail");
    const newer = await mailbox.waitFor(person.email, undefined, before);
    await again.page.goto(linkIn(newer, portal.url));
    await enter(again.page).click();
    await again.page.waitForURL("**/onboarding");
  });

  test("without JavaScript: code, language and signing out", async ({ browser, portal, mailbox }) => {
    const { page } = await newDevice(browser, portal, { javaScriptEnabled: false });
    const asked = await askFor(page, person.email);
    const code = codeIn(await mailbox.waitFor(person.email, undefined, asked));
    await codeField(page).fill(code);
    await enter(page).click();
    await page.waitForURL("**/onboarding");
    await page.getByRole("button", { name: /^English/ }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(portal.url);
    await page.goto("/onboarding");
    await expect(page).toHaveURL(/\/sign-in$/);
  });

  test("the code is taken as people paste it, and only in the browser that asked", async ({
    browser,
    page,
    portal,
    mailbox,
  }) => {
    const asked = await askFor(page, person.email);
    const code = codeIn(await mailbox.waitFor(person.email, undefined, asked));
    const stranger = await newDevice(browser, portal);
    await stranger.page.goto("/sign-in/check-mail");
    await expect(stranger.page).toHaveURL(/\/sign-in$/);

    await codeField(page).fill("12ab");
    await enter(page).click();
    await expect(page.getByText(/^Kode terdiri dari 6 angka/).first()).toBeVisible();
    await codeField(page).fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
    await enter(page).click();
    await page.waitForURL("**/onboarding");
  });

  test("after five wrong codes the right one is refused too, and a new one is offered", async ({
    page,
    portal,
    mailbox,
  }) => {
    const asked = await askFor(page, person.email);
    const code = codeIn(await mailbox.waitFor(person.email, undefined, asked));
    for (const left of [4, 3, 2, 1]) {
      await codeField(page).fill(otherThan(code));
      await enter(page).click();
      await expect(page.getByText(new RegExp(`Sisa percobaan: ${left}`)).first()).toBeVisible();
    }
    await codeField(page).fill(otherThan(code));
    await enter(page).click();
    await expect(page.getByText("Kode ini tidak berlaku lagi")).toBeVisible();
    await expect(codeField(page)).toHaveCount(0);
    const late = await page.request.post("/sign-in/complete", {
      form: { code },
      headers: fromPage(portal),
      maxRedirects: 0,
    });
    expect(late.headers().location).toMatch(/code=over$/);

    const before = new Date().toISOString();
    await page.getByRole("button", { name: "Kirim lagi" }).click();
    const newer = await mailbox.waitFor(person.email, undefined, before);
    await codeField(page).fill(codeIn(newer));
    await enter(page).click();
    await page.waitForURL("**/onboarding");
  });

  test("signing out ends the session on the server: a copied cookie is worth nothing", async ({
    browser,
    page,
    portal,
    mailbox,
  }) => {
    await signInByLink(page, portal, mailbox, person.email);
    const { context: copy } = await newDevice(browser, portal, { storageState: await page.context().storageState() });
    await expect(await copy.request.get("/onboarding", { maxRedirects: 0 })).toBeOK();
    await page.getByRole("button", { name: "Keluar" }).click();
    await page.waitForURL(portal.url);
    const refused = await copy.request.get("/onboarding", { maxRedirects: 0 });
    expect(refused.status()).toBe(307);
    expect(refused.headers().location).toBe("/sign-in");
    await copy.close();
  });
});

/** All that a page says. Without Next's announcer, which reads the title or the heading, whichever was there first. */
async function wordsOf(page: Page): Promise<string> {
  await expect(page).toHaveTitle(/ · Sambut$/);
  const parts = [page.getByRole("banner"), page.getByRole("main")].map((part) => part.ariaSnapshot());
  return [await page.title(), ...(await Promise.all(parts))].join("\n");
}

test("an unknown address sees the same page, word for word, and gets no mail", async ({ browser, portal, mailbox }) => {
  const person = inventedPerson("Tono Wijaya");
  await invited(browser, portal, mailbox, person);
  const unknown = inventedPerson("Orang Asing").email;
  const seen: string[] = [];
  for (const email of [person.email, unknown]) {
    const { page, context } = await newDevice(browser, portal);
    await askFor(page, email);
    seen.push(await wordsOf(page));
    await codeField(page).fill("000000");
    await enter(page).click();
    await page.waitForURL("**/sign-in/check-mail?code=wrong");
    // The page's script puts the fault into the title, sooner or later.
    await expect(page).toHaveTitle(/^Kesalahan: /);
    seen.push(await wordsOf(page));
    await context.close();
  }
  expect(seen.slice(2)).toEqual(seen.slice(0, 2));
  // A mail that is asked for later and has arrived: the stranger's would have been before it.
  const later = await newDevice(browser, portal);
  await signInByLink(later.page, portal, mailbox, person.email);
  expect(await mailbox.count(unknown)).toBe(0);
});

test("an invitation that was used offers to sign in instead", async ({ browser, portal, mailbox }) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const person = inventedPerson("Yuni Safitri");
  const business = inventedBusiness("Butik Yuni", person);
  await invite(staff.page, person, business);
  const link = linkIn(await mailbox.waitFor(person.email, "Undangan"), portal.url);
  const first = await newDevice(browser, portal);
  await acceptInvitation(first.page, portal, mailbox, person);
  await first.page.goto(link);
  await expect(first.page.getByRole("heading", { level: 1 })).toHaveText("Anda sudah menerima undangan ini");

  const second = await newDevice(browser, portal);
  await second.page.goto(link);
  await expect(second.page.getByRole("button", { name: "Terima dan mulai" })).toHaveCount(0);
  const asked = new Date().toISOString();
  await second.page.getByRole("button", { name: "Kirim tautan masuk" }).click();
  await second.page.waitForURL("**/sign-in/check-mail");
  await second.page.goto(linkIn(await mailbox.waitFor(person.email, undefined, asked), portal.url));
  await enter(second.page).click();
  await second.page.waitForURL("**/onboarding");
});

test("the chosen language stays, also in the next window", async ({ context, page, portal }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /^English/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const other = await context.newPage();
  await other.goto(portal.url);
  await expect(other.locator("html")).toHaveAttribute("lang", "en");
  await other.getByRole("button", { name: /^Bahasa Indonesia/ }).click();
  await expect(other.locator("html")).toHaveAttribute("lang", "id");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Masuk");
});
