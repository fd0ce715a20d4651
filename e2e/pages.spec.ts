import { type Actor, invite, newDevice, staffAtDesk, submit } from "./actors";
import { linkIn } from "./control";
import { expect, test } from "./fixtures";
import { isTelling } from "./kept-private";
import { checkPage, untranslated } from "./page-check";
import { checkState } from "./page-rules";
import { inventedBusiness, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";

test.describe.configure({ timeout: 240_000 });

const owner = inventedPerson("Endah Puspitasari");
const business = inventedBusiness("Dapur Endah", owner);
const parts = ["profile", "brand", "social", "address", "contacts", "bank"];
const forms = ["", "/requirements", "/uploads", ...parts.map((part) => `/business/${part}`), "/check", "/data"];

let staff: Actor;
let merchant: Actor;
let merchantPage: string;

test.beforeAll(async ({ browser, portal, mailbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
  merchant = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await merchant.page.goto("/onboarding");
  await staff.page.goto("/desk?view=all");
  await staff.page.getByRole("link", { name: business.name }).click();
  await staff.page.waitForURL("**/desk/merchants/*");
  merchantPage = new URL(staff.page.url()).pathname;
});

test("a message key on a page would be found", () => {
  const text = "Nama errors.xyz, status.heading.live (email.format) nama@contoh.com ktp.jpg Rp10.000 desk.";
  expect(untranslated(text)).toEqual(["errors.xyz", "status.heading.live", "email.format"]);
});

test("an address that tells of a person would be found", () => {
  const origin = "http://localhost:3000";
  const telling = ["/desk?q=sari%40toko.test", "/desk?q=3174055508900003", "/x/081234567890", "/?p=%2B6281234567890"];
  const quiet = [
    "/desk/merchants/01234567-89ab-4cde-8123-812345678901",
    "/_next/static/chunks/0888888888888a.js",
    "/?v=2",
  ];
  expect([...telling, ...quiet].filter((path) => isTelling(origin + path))).toEqual(telling);
});

test("the merchant's pages are accessible, fit a phone and speak both languages", async () => {
  for (const form of forms) {
    const path = `/onboarding${form}`;
    for (const locale of ["id", "en"] as const) await checkPage(merchant.page, path, { locale, whole: true });
  }
});

test("so do a form with faults and the errors above it", async () => {
  const { page } = merchant;
  const values = { bankId: "014", accountNumber: "12x", accountName: "" };
  await expect(await page.request.put("/api/drafts", { data: { part: "bank", values } })).toBeOK();
  for (const locale of ["en", "id"] as const) {
    await checkPage(page, "/onboarding/business/bank?tried=1", { locale, whole: true });
  }
  await expect(page.locator("[aria-invalid=true]")).toHaveCount(2);
});

test("so does a question that is asked over a page", async () => {
  const { page } = merchant;
  await page.context().addCookies([{ name: "sambut-locale", value: "id", url: new URL(page.url()).origin }]);
  await page.goto("/onboarding/business/contacts");
  await page.getByRole("button", { name: "Tambah orang" }).click();
  await page.getByRole("button", { name: "Hapus orang ini" }).click();
  await checkState(page, "a contact that is to be removed", null);
  await page.getByRole("dialog").getByRole("button", { name: "Hapus orang ini" }).click();
  await expect(page.getByRole("button", { name: "Hapus orang ini" })).toHaveCount(0);
});

test("a cut network is said, and leads nobody away from what is typed", async () => {
  const { page, context } = merchant;
  await page.context().addCookies([{ name: "sambut-locale", value: "id", url: page.url() }]);
  await page.goto("/onboarding/business/profile");
  const said = page.getByRole("status").filter({ hasText: "Anda sedang offline" });
  const away = page.getByRole("link", { name: "Daftar tugas" });
  await context.setOffline(true);
  await expect(said).toBeVisible();
  await checkState(page, "offline", null);
  await away.click();
  await page.getByRole("button", { name: /ganti bahasa/ }).click();
  await context.setOffline(false);
  await expect(said).toBeHidden();
  expect(new URL(page.url()).pathname).toBe("/onboarding/business/profile");
  await away.click();
  await page.waitForURL("**/onboarding");
});

test("the status page does, while DOKU decides and when something is refused", async ({ sandbox }) => {
  const { page } = merchant;
  await page.request.put("/api/drafts", {
    data: { part: "bank", values: { bankId: "014", accountNumber: business.account.number, accountName: owner.name } },
  });
  await page.context().addCookies([{ name: "sambut-locale", value: "id", url: page.url() }]);
  await submit(page);
  const { id } = await sandbox.waitForBusiness({ name: business.name });
  for (const locale of ["en", "id"] as const) await checkPage(page, "/onboarding/status", { locale, whole: true });
  const note = { code: "OTHER", field: "url", message: "Tautan media sosial tidak dapat dibuka" };
  await sandbox.setStatus(id, { type: "BRAND_SOCIAL_MEDIA", status: "REJECTED", notes: [note] });
  await expect(page.getByText(note.message).first()).toBeVisible();
  for (const locale of ["id", "en"] as const) await checkPage(page, "/onboarding/status", { locale, whole: true });

  // On paper it is a record: whose, of when, everything unfolded, nothing to press, and no dark ground.
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByText(/^Printed /)).toBeVisible();
  await expect(page.getByText("First sending").first()).toBeVisible();
  for (const role of ["banner", "button", "complementary"] as const) await expect(page.getByRole(role)).toHaveCount(0);
  await expect(page.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await page.emulateMedia({ media: null, colorScheme: null });
});

test("the staff's pages do", async () => {
  const pages = [
    "/desk",
    "/desk?view=all",
    merchantPage,
    `${merchantPage}/credential`,
    `${merchantPage}/privacy`,
    `${merchantPage}/privacy/erase`,
    "/desk/events",
    "/desk/events/replay?kind=applied",
    "/desk/account",
    "/desk/audit",
    "/desk/work",
    "/desk/reasons",
    "/desk/invitations",
    "/desk/invitations/new",
    "/desk/invitations/import",
    "/desk/invitations/lite",
    "/desk/team",
    "/desk/settings",
  ];
  for (const path of pages) {
    for (const locale of ["id", "en"] as const) await checkPage(staff.page, path, { locale, whole: true });
  }
});

test("signing in and invitations do", async ({ browser, portal, mailbox }) => {
  const person = inventedPerson("Wayan Suardana");
  await staff.page.context().addCookies([{ name: "sambut-locale", value: "id", url: portal.url }]);
  await invite(staff.page, person, inventedBusiness("Warung Wayan", person));
  const sentPage = new URL(staff.page.url()).pathname;
  await checkPage(staff.page, sentPage, { locale: "id", whole: true });
  const invitation = new URL(linkIn(await mailbox.waitFor(person.email, "Undangan"), portal.url)).pathname;
  const { page } = await newDevice(browser, portal);
  await page.goto("/sign-in");
  const asked = new Date().toISOString();
  await page.getByLabel("Alamat email").fill(person.email);
  await page.getByRole("button", { name: "Kirim tautan dan kode" }).click();
  await page.waitForURL("**/sign-in/check-mail");
  const link = new URL(linkIn(await mailbox.waitFor(person.email, undefined, asked), portal.url)).pathname;
  for (const path of ["/", "/sign-in", "/sign-in/check-mail", link, `${link}x`, invitation, `${invitation}x`]) {
    for (const locale of ["id", "en"] as const) await checkPage(page, path, { locale, whole: true });
  }

  // What a chat shows of the link says whose portal it is, and nothing of whom it is for.
  const shown = await (await page.request.get(invitation)).text();
  expect(shown).toMatch(/<meta property="og:title" content="Sambut"\/>/);
  const card = /<meta property="og:image" content="([^"]+)"/.exec(shown)?.[1] ?? "";
  expect(new URL(card).pathname).toBe("/social-card");
  expect((await page.request.get(card)).headers()["content-type"]).toBe("image/png");
  expect(await (await page.request.get("/manifest.webmanifest")).json()).toMatchObject({ name: "Sambut" });
});
