import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { type Actor, newDevice, signInByLink, staffAtDesk } from "./actors";
import { codeIn, confirmWhereAsked } from "./confirm";
import { expect, test } from "./fixtures";
import { inventedPerson } from "./people";
import { newcomer } from "./quick-merchant";
import { callAction, serverActionIds } from "./server-actions";
import { memberAtDesk } from "./team";

test.describe.configure({ timeout: 180_000 });

/** Within this time an open page must know that its session is over. */
const endsWithinMs = 8_000;

let admin: Actor;

test.beforeEach(async ({ browser, portal, mailbox }) => {
  admin = await staffAtDesk(browser, portal, mailbox);
});
test.afterEach(async () => {
  await admin.context.close();
});

/** The list of faults above a form; Next has an alert of its own on every page. */
const faults = (page: Page) => page.getByRole("alert", { name: "Ada yang perlu diperiksa" });
const memberRow = (page: Page, email: string) => page.locator(`[data-member="${email}"]`);

async function manage(page: Page, email: string) {
  await page.goto("/desk/team");
  await confirmWhereAsked(page);
  const row = memberRow(page, email);
  await row.getByText("Kelola").click();
  return row;
}

test("an admin invites a viewer, who sees the desk and is refused the rest", async ({ portal, mailbox, browser }) => {
  const { name, email: address } = inventedPerson("Laras Pengamat");
  const email = address.replace("merchant.test", "partner.test");
  const { page } = admin;
  await page.goto("/desk/team");
  await confirmWhereAsked(page);
  await page.getByLabel("Nama lengkap").fill(name);
  await page.getByRole("radio", { name: /^Pengamat/ }).check();
  await page.getByRole("button", { name: "Kirim undangan" }).click();
  await expect(faults(page)).toContainText("Alamat email");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByRole("button", { name: "Kirim undangan" }).click();
  await expect(page.getByText("Undangan sedang dikirim.")).toBeVisible();
  await expect(memberRow(page, email)).toContainText("belum pernah masuk");

  const viewer = await newDevice(browser, portal);
  const mail = await mailbox.waitFor(email, "Anda ditambahkan ke tim");
  expect(mail.text).toContain("Peran Anda: pengamat");
  await viewer.page.goto(/https?:\/\/\S+\/sign-in\/link\/\S+/.exec(mail.text)?.[0] ?? "");
  await viewer.page.getByRole("main").getByRole("button", { name: "Masuk", exact: true }).click();
  await viewer.page.waitForURL("**/desk");

  const navigation = viewer.page.getByRole("navigation", { name: "Meja kerja" });
  for (const place of ["Tim", "Pengaturan"]) {
    await expect(navigation.getByRole("link", { name: place, exact: true })).toHaveCount(0);
    await expect(
      page.getByRole("navigation", { name: "Meja kerja" }).getByRole("link", { name: place, exact: true }),
    ).toBeVisible();
  }
  for (const path of ["/desk/team", "/desk/settings"]) {
    await viewer.page.goto(path);
    await expect(viewer.page).toHaveURL(/\/desk$/);
  }
  const logo = await viewer.page.request.put("/api/logo", { data: Buffer.from("x") });
  expect(logo.status()).toBe(403);
  const refused = (door: string) =>
    new RegExp(`"door":"${door}","code":"not_allowed","key":"notAllowed","faults":0,"userId":"[0-9a-f-]{36}"`);
  for (const door of ["page", "route"]) {
    await expect.poll(() => readFileSync(portal.logFile, "utf8")).toMatch(refused(door));
  }
  for (const [action, form] of [
    ["addMember", { name, email: `x${email}`, role: "admin", locale: "id" }],
    ["saveLook", { name: "Bukan saya", accent: "" }],
  ] as const) {
    const answer = await callAction(viewer.page.request, {
      id: serverActionIds().get(action) ?? "",
      path: "/desk",
      args: [{ json: { typed: {}, failure: null, sent: 0 } }, { form: { ...form } }],
    });
    expect(await answer.text(), action).toContain("notAllowed");
  }
  await page.reload();
  await expect(memberRow(page, email)).not.toContainText("belum pernah masuk");
  await viewer.context.close();
});

test("a new role counts at once, and a disabled member is out of every open page", async ({
  browser,
  portal,
  mailbox,
}) => {
  const member = await memberAtDesk(browser, { portal, mailbox }, "reviewer");
  const row = await manage(admin.page, member.email);
  await row.getByLabel(/^Peran/).selectOption("admin");
  await row.getByRole("button", { name: "Simpan peran" }).click();
  await expect(row.getByText("Tersimpan.").first()).toBeVisible();
  // What is open shows what the old role could see.
  await expect(member.page).toHaveURL(/\/sign-in/, { timeout: endsWithinMs });
  await signInByLink(member.page, portal, mailbox, member.email);
  await member.page.goto("/desk/settings");
  await expect(member.page.getByRole("heading", { name: "Pengaturan", level: 1 })).toBeVisible();

  const second = await member.context.newPage();
  await second.goto("/desk");
  await row.getByRole("button", { name: "Nonaktifkan" }).click();
  await expect(row.getByText("Nonaktif", { exact: true })).toBeVisible();
  for (const page of [member.page, second]) await expect(page).toHaveURL(/\/sign-in/, { timeout: endsWithinMs });
  expect((await member.page.request.get("/api/live/desk")).status()).toBe(401);

  await row.getByRole("button", { name: "Aktifkan lagi" }).click();
  await expect(row.getByText("Nonaktif", { exact: true })).toHaveCount(0);
  await member.context.close();
});

test("the only admin stays: nobody changes their own role", async ({ portal }) => {
  await admin.page.goto("/desk/team");
  const own = memberRow(admin.page, portal.staffEmail);
  await expect(own.getByText("(Anda)")).toBeVisible();
  await expect(own.getByRole("button")).toHaveCount(0);
});

test("staff are told in time that their session ends", async () => {
  const page = await admin.context.newPage();
  await page.clock.install();
  await page.goto("/desk/team");
  const warning = page.getByRole("status").filter({ hasText: "sesi Anda berakhir pukul" });
  const hour = 3_600_000;
  await page.clock.fastForward(11 * hour);
  await expect(warning).toHaveCount(0);
  await page.clock.fastForward(0.9 * hour);
  await expect(warning).toContainText("Kirim atau simpan dulu");
});

const png = (side: number) =>
  sharp({ create: { width: side * 2, height: side, channels: 3, background: "#8a1538" } })
    .png()
    .toBuffer();

async function backToPlain(page: Page): Promise<void> {
  const ids = serverActionIds();
  const state = { json: { typed: {}, failure: null, sent: 0 } };
  const save = (name: string, form: Record<string, string>) =>
    callAction(page.request, { id: ids.get(name) ?? "", path: "/desk/settings", args: [state, { form }] });
  await save("saveLook", { name: "", accent: "" });
  await save("saveContact", { supportEmail: "", supportPhone: "", languages: "id,en" });
  await page.request.delete("/api/logo");
}

const longName = "Koperasi Simpan Pinjam Nusantara Sejahtera";

test("name, logo, colour and contact of the partner are on the merchant's pages", async ({
  browser,
  portal,
  mailbox,
}) => {
  const merchant = await newcomer(browser, { portal, mailbox }, "Warung Rupa");
  const { page } = admin;
  await page.goto("/desk/settings");
  try {
    await page.getByLabel("Nama partner").fill(longName);
    await page.getByLabel("Warna utama").fill("#ffee00");
    await page.getByRole("button", { name: "Simpan" }).first().click();
    await expect(faults(page)).toContainText("terlalu terang");
    await expect(page.getByLabel("Nama partner")).toHaveValue(longName);
    await page.getByLabel("Warna utama").fill("#8a1538");
    await page.getByRole("button", { name: "Simpan" }).first().click();
    await expect(page.getByText("Tersimpan", { exact: true })).toBeVisible();

    const file = page.getByLabel("Logo", { exact: true });
    const put = page.getByRole("button", { name: "Pasang logo" });
    await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("bukan gambar") });
    await put.click();
    await expect(page.getByText("bukan gambar PNG, JPEG, atau WebP")).toBeVisible();
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: drawing });
    await put.click();
    await expect(page.getByText("berformat SVG")).toBeVisible();
    await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: await png(200) });
    await put.click();
    await expect(page.getByText("Logo terpasang")).toBeVisible();

    await page.getByLabel("WhatsApp bantuan").fill("0812-0000-1111");
    await page.getByLabel("Bahasa portal").selectOption("id");
    await page.getByRole("button", { name: "Simpan" }).nth(1).click();
    const contact = page.locator("form").filter({ has: page.getByLabel("WhatsApp bantuan") });
    await expect(contact.getByText("Tersimpan", { exact: true })).toBeVisible();

    await merchant.page.goto("/onboarding");
    const banner = merchant.page.getByRole("banner");
    await expect(banner).toContainText(longName);
    await expect(banner.getByRole("button", { name: /English/ })).toHaveCount(0);
    const logo = banner.locator("img");
    await expect(logo).toBeVisible();
    const served = await merchant.page.request.get((await logo.getAttribute("src")) ?? "");
    expect(served.headers()["cache-control"]).toContain("immutable");
    expect(served.headers()["content-type"]).toBe("image/png");
    // On a phone both heads stay one line: the merchant's with the longest name, the desk's with the open place in sight.
    for (const one of [merchant.page, page]) await one.setViewportSize({ width: 360, height: 780 });
    expect((await banner.boundingBox())?.height).toBeLessThan(72);
    await page.evaluate(() => scrollTo(0, 0));
    await expect(page.getByRole("navigation").getByRole("link", { name: "Pengaturan" })).toBeInViewport({ ratio: 1 });
    for (const one of [merchant.page, page]) await one.setViewportSize({ width: 1100, height: 900 });
    const button = merchant.page.getByRole("main").getByRole("link").first();
    await expect(button).toHaveCSS("background-color", "rgb(138, 21, 56)");
    await expect(merchant.page.getByRole("contentinfo").getByRole("link", { name: /WhatsApp/ })).toHaveAttribute(
      "href",
      "https://wa.me/6281200001111",
    );
  } finally {
    await backToPlain(page);
  }
  await merchant.page.reload();
  await expect(merchant.page.getByRole("banner")).toContainText("Sambut");
  await merchant.context.close();
});

/** The page as it was sent, and every answer since. */
async function withoutSecret(page: Page, secrets: string[], run: () => Promise<void>): Promise<void> {
  const answers: Promise<string>[] = [];
  page.on("response", (response) => {
    // The live stream has no end, and carries numbers only.
    const isStream = response.headers()["content-type"]?.includes("event-stream");
    if (!isStream) answers.push(response.text().catch(() => ""));
  });
  await run();
  const all = [await page.content(), ...(await Promise.all(answers))].join("\n");
  for (const secret of secrets) expect(all.includes(secret)).toBe(false);
}

test("the connection to DOKU is tested, good and bad, and no secret comes back", async ({
  browser,
  portal,
  mailbox,
}) => {
  // Whoever is shared between the specs may have just proved who they are.
  const { page, email } = await memberAtDesk(browser, { portal, mailbox }, "admin");
  const asked = new Date().toISOString();
  const { secretKey } = portal.doku;
  await withoutSecret(page, [secretKey, "SK-SALAH-123456"], async () => {
    await page.goto("/desk/settings");
    const doku = page.getByRole("region", { name: "Sambungan ke DOKU" });
    await expect(doku).toContainText(portal.doku.clientId);
    await expect(doku).toContainText("Dari pengaturan server");
    await doku.getByRole("button", { name: "Uji sambungan" }).click();
    await expect(doku.getByText("Sambungan baik.")).toBeVisible();

    await doku.getByLabel("Secret Key", { exact: true }).fill("SK-SALAH-123456");
    await doku.getByRole("button", { name: "Simpan" }).click();
    await expect(faults(page)).toContainText("Pastikan lagi di halaman ini");
    // One proof for all that the page guards, folded away above it.
    await expect(page.getByRole("heading", { name: "Pastikan ini Anda", includeHidden: true })).toHaveCount(1);
    await page.getByText("Sebelum mengubah persetujuan rekan").click();
    await page.getByRole("button", { name: "Kirim kode" }).click();
    const code = page.getByLabel("Kode 6 angka");
    await expect(code).toBeVisible();
    await code.fill(codeIn((await mailbox.waitFor(email, "Kode untuk memastikan", asked)).text));
    await page.getByRole("button", { name: "Lanjut" }).click();
    await expect(page.getByText("Sudah dipastikan bahwa ini Anda")).toBeVisible();
    // What was typed before is still there.
    await doku.getByRole("button", { name: "Simpan" }).click();
    await expect(doku.getByText("Belum tersimpan")).toBeVisible();
    await expect(doku.getByText("DOKU tidak mengenali Client ID dan Secret Key ini.")).toBeVisible();

    await doku.getByLabel("Alamat DOKU").fill("http://contoh.test/x");
    await doku.getByRole("button", { name: "Uji sambungan" }).click();
    await expect(faults(page)).toContainText("https://");

    await doku.getByLabel("Alamat DOKU").fill("http://127.0.0.1:9");
    await doku.getByRole("button", { name: "Uji sambungan" }).click();
    await expect(doku.getByText("tidak bisa dihubungi dari server ini")).toBeVisible();
    await page.reload();
    await expect(doku).toContainText("Dari pengaturan server");
  });
  const callback = page.getByRole("region", { name: "Callback dari DOKU" });
  await expect(callback).toContainText(`${portal.url}/api/webhooks/doku/…`);
  await expect(callback).toContainText("DOKU tidak bisa menjangkau alamat ini");
});
