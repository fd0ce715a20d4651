/** The second step of staff where every one of them needs it, and the list of one's own sign-ins. */
import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { type IdentityProvider, startIdentityProvider } from "@/lib/testing/identity-provider";
import { type Actor, newDevice } from "./actors";
import { readsMailOf } from "./confirm";
import { linkIn, type Mailbox } from "./control";
import { test as base, expect } from "./fixtures";
import { checkState } from "./page-rules";
import { pages } from "./security/access";
import { actionDoors } from "./security/doors";
import { callAction, guardedActions, serverActionIds } from "./server-actions";
import { fromPage, type Portal } from "./servers";

const test = base.extend<object, { provider: IdentityProvider }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const provider = await startIdentityProvider();
      await use(provider);
      provider.stop();
    },
    { scope: "worker" },
  ],
  portalSettings: [
    ({ provider }, use) => use({ STAFF_SECOND_FACTOR: "required", ...provider.settings }),
    { scope: "worker" },
  ],
});
test.describe.configure({ mode: "serial" });

const nobodysId = "00000000-0000-4000-8000-000000000000";
const phone =
  "Mozilla/5.0 (Linux; Android 15; SM-A165F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

let admin: Actor;
let secret: string;
let codes: string[];
let used: string;

/** What the app shows now, or in half a minute, which is taken too: each code is good once. */
const shown = (stepsAhead = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });
const asSpaced = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;

/** Through the mail, as far as that goes. */
async function byMail(page: Page, portal: Portal, mailbox: Mailbox): Promise<void> {
  readsMailOf(page.context(), { mailbox, email: portal.staffEmail });
  const asked = new Date().toISOString();
  await page.goto("/sign-in");
  await page.getByLabel("Alamat email").fill(portal.staffEmail);
  await page.getByRole("button", { name: "Kirim tautan dan kode" }).click();
  await page.goto(linkIn(await mailbox.waitFor(portal.staffEmail, "Masuk ke", asked), portal.url));
  await page.getByRole("main").getByRole("button", { name: "Masuk", exact: true }).click();
  await page.waitForURL("**/sign-in/second-step");
}

const giveCode = async (page: Page, code: string, button: string) => {
  await page.getByRole("textbox", { name: /^Kode/ }).fill(code);
  await page.getByRole("button", { name: button, exact: true }).click();
};

const sessionCookie = async ({ context }: Actor) =>
  (await context.cookies()).find(({ name }) => name.endsWith("session-token"));

/** Everything that staff can do, asked for directly. */
async function expectNothingOpen({ context: { request } }: Actor): Promise<void> {
  const ofStaff = Object.entries(pages).flatMap(([page, access]) => (access.for === "staff" ? [page] : []));
  for (const page of ofStaff) {
    const answer = await request.get(page.replace(/\[\w+\]/g, nobodysId), { maxRedirects: 0 });
    const sentTo = answer.headers().location ?? /NEXT_REDIRECT;\w+;([^;]+);/.exec(await answer.text())?.[1];
    expect({ page, sentTo }).toEqual({ page, sentTo: "/sign-in/second-step" });
  }
  const ids = serverActionIds();
  const needs = actionDoors();
  for (const [name, { path, args }] of Object.entries(guardedActions(nobodysId))) {
    if (["merchant", "secondStep"].includes(needs.get(name) ?? "")) continue;
    const answer = await callAction(request, { id: ids.get(name) ?? "", path, args });
    const text = await answer.text();
    expect(text, name).toContain('"error":"signedOut"');
    expect(text, name).not.toContain('"ok":true');
  }
  const doors: [method: string, path: string][] = [
    ["GET", "/api/live/desk"],
    ["GET", `/api/live/${nobodysId}`],
    ["GET", `/api/uploads/${nobodysId}`],
    ["GET", "/api/invitations/template"],
    ["GET", "/desk/insight/export?table=merchants"],
    ["POST", "/desk/audit/export"],
    ["PUT", `/api/desk/merchants/${nobodysId}/drafts`],
    ["DELETE", "/api/logo"],
  ];
  for (const [method, path] of doors) {
    const ask = method === "POST" ? { form: { from: "" } } : {};
    expect((await request.fetch(path, { method, ...ask })).status(), path).toBe(401);
  }
}

test("a first sign-in leads to setting up an app; until then nothing is open, whatever is called directly", async ({
  browser,
  portal,
  mailbox,
}) => {
  test.setTimeout(180_000);
  admin = await newDevice(browser, portal);
  const { page } = admin;
  await byMail(page, portal, mailbox);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pasang langkah kedua");
  await expectNothingOpen(admin);
  await checkState(page, "setting up a second step");

  secret = (await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4})+$/).textContent())?.replaceAll(" ", "") ?? "";
  codes = await page.getByRole("list", { name: "Simpan kode cadangan" }).getByRole("listitem").allInnerTexts();
  expect(codes).toHaveLength(10);
  await giveCode(page, "123", "Aktifkan");
  await expect(page.getByRole("alert", { name: "Ada yang perlu diperiksa" })).toContainText("Ketik 6 angka");
  const before = await sessionCookie(admin);
  used = shown();
  await giveCode(page, asSpaced(used), "Aktifkan");
  await expect(page.getByText("Langkah kedua sudah aktif").first()).toBeVisible();
  expect((await sessionCookie(admin))?.value).not.toBe(before?.value);
  expect(await sessionCookie(admin)).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  await mailbox.waitFor(portal.staffEmail, "Langkah kedua Anda");
});

test("from then on each sign-in asks for it, a code is good once, and the half session's cookie is worth nothing", async ({
  browser,
  portal,
  mailbox,
}) => {
  const other = await newDevice(browser, portal, { userAgent: phone });
  const { page } = other;
  await byMail(page, portal, mailbox);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Langkah kedua");
  await expectNothingOpen(other);
  await checkState(page, "the second step");
  await giveCode(page, used, "Masuk");
  await expect(page.getByRole("alert", { name: "Ada yang perlu diperiksa" })).toContainText("sudah dipakai");
  const half = await sessionCookie(other);
  await giveCode(page, codes[0] ?? "", "Masuk");
  await page.waitForURL("**/desk");
  const whole = await sessionCookie(other);
  expect(whole?.value).not.toBe(half?.value);
  const copy = await newDevice(browser, portal, { storageState: { cookies: [half ?? never()], origins: [] } });
  expect((await copy.context.request.get("/desk", { maxRedirects: 0 })).headers().location).toBe("/sign-in");

  // Signed in on two devices: this one sees the other by its family and ends it, its open page and its stream too.
  await admin.page.goto("/desk/account");
  const row = admin.page.getByRole("listitem").filter({ hasText: "Chrome di Android" });
  await expect(admin.page.getByRole("listitem").filter({ hasText: "Perangkat ini" })).toHaveCount(1);
  const stream = page
    .evaluate(async () => {
      const answer = await fetch("/api/live/desk", { headers: { Accept: "text/event-stream" } });
      return await answer.text();
    })
    .catch(() => "");
  await row.getByRole("button", { name: /^Keluarkan/ }).click();
  await expect(admin.page.getByText("Perangkat itu sudah dikeluarkan")).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.waitForURL("**/sign-in", { timeout: 8_000 });
  await stream;
  expect((await other.context.request.get("/api/live/desk")).status()).toBe(401);
});

const never = (): never => {
  throw new Error("There is no session.");
};

/** Through the provider's two forms, as somebody there, until it sends the browser back. */
async function throughProvider(page: Page, sub: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Masuk dengan SSO" }).click();
  await page.locator("input[name=login]").fill(sub);
  await page.locator("input[name=password]").fill("whatever");
  await page.locator("form button[type=submit]").click();
  await page.locator("form button[type=submit]").click();
}

test("through the partner's own sign-in the second step is asked for all the same, and nobody else comes in by it", async ({
  browser,
  portal,
  provider,
}) => {
  provider.serve(portal.url);
  provider.accounts.set("staf", { email: portal.staffEmail, email_verified: true });
  provider.accounts.set("orang", { email: "orang@elsewhere.test", email_verified: true });
  const other = await newDevice(browser, portal);
  const answer = other.page.waitForRequest(/\/sign-in\/sso\/callback\?/);
  await throughProvider(other.page, "staf");
  await other.page.waitForURL("**/sign-in/second-step");
  await expect(other.page.getByRole("heading", { level: 1 })).toHaveText("Langkah kedua");
  await giveCode(other.page, codes[1] ?? "", "Masuk");
  await other.page.waitForURL("**/desk");

  // The same answer opens nothing in a browser that did not ask, nor a second time in the one that did.
  const address = (await answer).url();
  const sessions = async () => await portal.sql("select id from sessions order by id");
  const before = await sessions();
  const stranger = await newDevice(browser, portal);
  await stranger.page.goto(address);
  await expect(stranger.page).toHaveURL(/\/sign-in\?error=sso$/);
  await expect(stranger.page.getByRole("main")).toContainText("Masuk lewat kantor Anda tidak berhasil");
  await other.page.goto(address);
  await throughProvider(stranger.page, "orang");
  await expect(stranger.page.getByRole("main")).toContainText("Masuk lewat kantor Anda tidak berhasil");
  expect(await sessionCookie(stranger)).toBeUndefined();
  expect(await sessions()).toEqual(before);
  await Promise.all([other, stranger].map(({ context }) => context.close()));
});

test("what needs a fresh proof takes the app's code instead of a mail, and exports go nowhere without", async ({
  portal,
}) => {
  const { page, context } = admin;
  const { request } = context;
  expect((await request.get("/desk/insight/export?table=merchants")).status()).toBe(422);
  const form = { from: "" };
  expect((await request.post("/desk/audit/export", { form, headers: fromPage(portal) })).status()).toBe(422);
  await page.goto("/desk/settings");
  await page.getByText("Sebelum mengubah persetujuan rekan").click();
  await expect(page.getByRole("button", { name: "Kirim kode" })).toHaveCount(0);
  await giveCode(page, shown(1), "Lanjut");
  await expect(page.getByText("Sudah dipastikan bahwa ini Anda")).toBeVisible();
  await expect(await request.get("/desk/insight/export?table=merchants")).toBeOK();

  // With it another app may be taken, and until it is set up nothing is open again.
  await page.goto("/desk/account");
  await page.getByRole("button", { name: "Ganti ke aplikasi lain" }).click();
  await page.waitForURL("**/sign-in/second-step");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pasang langkah kedua");
  expect((await request.get("/desk", { maxRedirects: 0 })).headers().location).toBe("/sign-in/second-step");
  const other = (await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4})+$/).textContent())?.replaceAll(" ", "") ?? "";
  expect(other).not.toBe(secret);
});
