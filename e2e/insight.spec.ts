import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { type Actor, acceptInvitation, invite, newDevice, staffAtDesk } from "./actors";
import { confirmWhereAsked } from "./confirm";
import { expect, test } from "./fixtures";
import { type MerchantAtDoku, merchantAtDoku, refuseAccount } from "./merchant-at-doku";
import { checkPage } from "./page-check";
import { inventedBusiness, inventedPerson } from "./people";
import { memberAtDesk } from "./team";

let staff: Actor;
let merchant: MerchantAtDoku;

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
  merchant = await merchantAtDoku({ browser, portal, mailbox, sandbox }, staff.page, "Kopi Wawasan");
});

/** The numbers of a row, as the page shows them. */
async function numbersOf(page: Page, table: string, row: string | RegExp): Promise<string[]> {
  const own = page
    .getByRole("table", { name: table })
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: row, exact: true }) });
  return await own.getByRole("cell").allInnerTexts();
}
const merchantsAt = async (page: Page, step: string) => {
  const [first = "0"] = await numbersOf(page, "Dari undangan sampai aktif", step);
  return Number(first);
};

async function funnel(page: Page): Promise<number[]> {
  await page.goto("/desk/insight");
  if (await page.getByText("Tidak ada undangan pada minggu-minggu ini").isVisible()) return [0, 0, 0, 0, 0];
  const steps = ["Diundang", "Mulai mengisi", "Terkirim", "Langsung disetujui", "Langsung aktif"];
  return await Promise.all(steps.map((step) => merchantsAt(page, step)));
}

test("the numbers move with what happens, add up, and say where merchants stop", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const { page } = staff;
  const before = await funnel(page);
  const grown = async (by: number[]) => {
    await expect
      .poll(() => funnel(page), { timeout: 60_000 })
      .toEqual(before.map((count, index) => count + (by[index] ?? 0)));
  };
  await sandbox.approve(merchant.id);
  await grown([0, 0, 0, 1, 1]);

  const owner = inventedPerson("Tunggu Sebentar");
  await invite(page, owner, inventedBusiness("Toko Tunggu", owner));
  await grown([1, 0, 0, 1, 1]);
  expect(Number((await numbersOf(page, "Di mana merchant berhenti", "Undangan belum dibuka"))[0])).toBeGreaterThan(0);
  const idle = await newDevice(browser, portal);
  await acceptInvitation(idle.page, portal, mailbox, owner);
  await grown([1, 1, 0, 1, 1]);
  expect(Number((await numbersOf(page, "Di mana merchant berhenti", "Persyaratan"))[0])).toBeGreaterThan(0);

  const refused = await merchantAtDoku({ browser, portal, mailbox, sandbox }, page, "Kopi Ditolak");
  await refuseAccount(refused, sandbox);
  await grown([2, 2, 1, 1, 1]);
  expect(Number((await numbersOf(page, "Alasan penolakan", "Nomor rekening tidak ditemukan"))[0])).toBeGreaterThan(0);
  const [, inTime = "0"] = await numbersOf(page, "Batas waktu DOKU", /^Rekening bank/);
  expect(Number(inTime)).toBeGreaterThan(0);

  const left = await numbersOf(page, "Di mana merchant berhenti", "Belum tercatat");
  const [invited = 0, , submitted = 0] = await funnel(page);
  expect(Number(left[0])).toBe(invited - submitted);
});

test("each table and every merchant come as a file, and who may not has no way to them", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page } = staff;
  await page.goto("/desk/insight");
  await confirmWhereAsked(page);
  const links = page.getByRole("link", { name: /^CSV/ });
  await expect(links).toHaveCount(8);
  const files = new Map<string, Record<string, string>[]>();
  for (const link of await links.all()) {
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    const name = download.suggestedFilename().replace(/^insight-(\w+)-.*$/, "$1");
    files.set(name, parse(Buffer.concat(chunks), { bom: true, columns: true }));
  }
  expect([...files.keys()].sort()).toEqual([
    "clocks",
    "funnel",
    "kinds",
    "left",
    "merchants",
    "reasons",
    "stays",
    "weeks",
  ]);
  const rows = files.get("merchants") ?? [];
  expect(files.get("funnel")?.[0]?.merchants).toBe(String(rows.length));
  expect(rows.find((row) => row.doku_business_id === merchant.id)).toMatchObject({
    business_name: merchant.business.name,
    standing: "live",
    first_pass: "yes",
    sections_refused: "0",
  });
  const all = JSON.stringify(rows);
  for (const secret of [merchant.owner.email, merchant.owner.nik, merchant.owner.name])
    expect(all).not.toContain(secret);

  const viewer = await memberAtDesk(browser, { portal, mailbox }, "viewer", "Wulan Penonton");
  await viewer.page.goto("/desk/insight");
  await expect(viewer.page.getByRole("table", { name: "Dari undangan sampai aktif" })).toBeVisible();
  await expect(viewer.page.getByRole("link", { name: /CSV/ })).toHaveCount(0);
  expect((await viewer.page.request.get("/desk/insight/export?table=merchants")).status()).toBe(403);
  const nobody = await newDevice(browser, portal);
  expect((await nobody.page.request.get("/desk/insight/export?table=merchants")).status()).toBe(401);
  expect((await page.request.get("/desk/insight/export?table=users")).status()).toBe(404);
});

test("an address made by hand says what it could not read, and other weeks are other numbers", async () => {
  const { page } = staff;
  const owner = inventedPerson("Belum Pilih");
  await invite(page, owner, inventedBusiness("Toko Belum Pilih", owner));
  await page.goto("/desk/insight?from=kemarin&to=2026-02-30&kind=TOKO");
  await expect(page.getByText("Alamat halaman tidak terbaca seluruhnya")).toBeVisible();
  await expect(page.getByText("Jenis usaha itu tidak ada, jadi semua jenis ditampilkan.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Dari undangan sampai aktif" })).toBeVisible();
  await page.request.get("/desk/insight/export?table=funnel&from=kemarin", { maxRedirects: 0 }).then((answer) => {
    expect([answer.status(), answer.headers().location]).toEqual([
      303,
      expect.stringContaining("/desk/insight?from=kemarin"),
    ]);
  });

  await page.getByLabel("Dari", { exact: true }).fill("2025-01-06");
  await page.getByLabel("Sampai", { exact: true }).fill("2025-02-02");
  await page.getByRole("button", { name: "Tampilkan" }).click();
  await expect(page.getByText("Tidak ada undangan pada minggu-minggu ini")).toBeVisible();
  await expect(page).toHaveURL(/from=2025-01-06&to=2025-02-02/);
  await page.getByRole("link", { name: "4 minggu terakhir", exact: true }).click();
  await expect(page.getByRole("table", { name: "Dari undangan sampai aktif" })).toBeVisible();
  const everyKind = await merchantsAt(page, "Diundang");
  const [ofKind = "0"] = await numbersOf(page, "Menurut jenis usaha", "Perorangan");
  expect(Number(ofKind)).toBeGreaterThan(0);
  expect(Number(ofKind)).toBeLessThan(everyKind);
  await page.getByLabel("Jenis usaha", { exact: true }).selectOption({ label: "Perorangan" });
  await page.getByRole("button", { name: "Tampilkan" }).click();
  await expect(page).toHaveURL(/kind=PERSONAL/);
  await expect(page.getByRole("table", { name: "Menurut jenis usaha" })).toHaveCount(0);
  expect(await merchantsAt(page, "Diundang")).toBe(Number(ofKind));
});

test("the page keeps to the rules in both languages, and says the same without JavaScript", async ({
  browser,
  portal,
}) => {
  const drawn = async () => {
    await expect(staff.page.locator("svg.recharts-surface").last()).toBeVisible();
  };
  await checkPage(staff.page, "/desk/insight", { locale: "id", whole: true, prepare: drawn });
  await checkPage(staff.page, "/desk/insight", { locale: "en", whole: true, prepare: drawn });
  const { page, context: plain } = await newDevice(browser, portal, {
    javaScriptEnabled: false,
    storageState: await staff.context.storageState(),
  });
  await plain.clearCookies({ name: "sambut-locale" });
  await page.goto("/desk/insight");
  expect(await merchantsAt(page, "Diundang")).toBeGreaterThan(0);
  await expect(page.getByRole("img", { name: /^Grafik/ }).first()).toBeAttached();
  await plain.close();
});
