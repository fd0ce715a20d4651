/** Everything between DOKU and the portal at the desk: callbacks that are replayed, what is hidden in them, and who did what. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { type Actor, staffAtDesk, statusRow } from "./actors";
import { confirmWhereAsked } from "./confirm";
import { callbackHeaders, dokuTime } from "./doku-callback";
import { expect, test } from "./fixtures";
import { type MerchantAtDoku, merchantAtDoku } from "./merchant-at-doku";
import type { Portal } from "./servers";
import { memberAtDesk } from "./team";

test.describe.configure({ mode: "serial", timeout: 180_000 });

/** Somebody's name, as DOKU quotes it. */
const quoted = "Nama rekening atas nama Kartika Nugraheni berbeda";

let staff: Actor;
let merchant: MerchantAtDoku;

/** Lets the portal fail the next time that it writes a refusal down: a fault of ours, which no page can cause. */
async function failOnce(portal: Portal): Promise<void> {
  await portal.sql(`
    create sequence faults;
    create function fail_once() returns trigger language plpgsql as
      $$ begin if nextval('faults') = 1 then raise exception 'out of order'; end if; return new; end $$;
    create trigger fail_once before insert or update on kyb_entities
      for each row when (new.state = 'rejected') execute function fail_once();`);
}

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
  merchant = await merchantAtDoku({ browser, portal, mailbox, sandbox }, staff.page, "Toko Gema");
  await failOnce(portal);
});

const events = (page: Page) => page.getByRole("list", { name: "Peristiwa, terbaru di atas" }).getByRole("listitem");
const show = (page: Page) => page.getByRole("button", { name: "Tampilkan", exact: true });

/** The list of this merchant's events of a kind. */
async function eventsOf(page: Page, kind: string): Promise<void> {
  await page.goto(`/desk/events?kind=${kind}`);
  await page.getByLabel("Merchant", { exact: true }).fill(merchant.business.name);
  await show(page).click();
  await page.waitForURL(/merchant=[0-9a-f-]{36}/);
}
async function openFirst(page: Page): Promise<void> {
  await events(page).first().getByRole("link").first().click();
  await page.waitForURL(/\/desk\/events\/[0-9a-f-]{36}$/);
}

test("a callback that failed is replayed and applied; replayed again it changes nothing", async ({
  mailbox,
  sandbox,
}) => {
  const { page } = staff;
  const bank = statusRow(merchant.page, "Rekening bank");
  // The reading that follows a failure would make it good by itself.
  await sandbox.fault({ endpoint: "get", kind: "status", status: 503, remaining: 200 });
  const note = { code: "ACCOUNT", field: "account_name", message: quoted };
  await sandbox.setStatus(merchant.id, { type: "BUSINESS_BANK", status: "REJECTED", notes: [note] });
  await sandbox.waitForDelivery({ businessId: merchant.id, type: "BUSINESS_BANK", state: "delivered" });

  await eventsOf(page, "failed");
  await expect(events(page)).toHaveCount(1);
  await expect(events(page).first()).toContainText("Gangguan di pihak kami menghentikannya");
  await merchant.page.reload();
  await expect(bank).toContainText("Diperiksa");
  await openFirst(page);
  await page.getByRole("button", { name: "Putar ulang" }).click();
  await expect(page.getByText("Kini diterapkan.")).toBeVisible();
  await expect(bank).toContainText("Perlu diperbaiki");
  await expect(page.getByText("Diterapkan", { exact: true })).toBeVisible();
  await sandbox.clearFaults();

  const mail = await mailbox.waitFor(merchant.owner.email, "Rekening bank");
  const mails = await mailbox.count(merchant.owner.email);
  await page.getByRole("button", { name: "Putar ulang" }).click();
  await expect(page.getByText("Tidak mengubah apa pun.")).toBeVisible();
  await merchant.page.reload();
  await expect(bank).toContainText("Perlu diperbaiki");
  expect(await mailbox.count(merchant.owner.email), mail.subject).toBe(mails);
});

test("what is personal in it is hidden until somebody who may asks", async () => {
  const { page } = staff;
  await eventsOf(page, "applied");
  await expect(events(page).filter({ hasText: "Rekening bank: REJECTED" })).toHaveCount(1);
  await events(page).filter({ hasText: "Rekening bank: REJECTED" }).getByRole("link").first().click();
  const payload = page.getByRole("region", { name: "Diterima" });
  await expect(payload).toContainText('"status": "REJECTED"');
  await expect(payload).toContainText('"message": "•••');
  expect(await page.content()).not.toContain("Kartika");
  await page.getByRole("button", { name: "Tampilkan semua" }).click();
  await expect(page.getByRole("region", { name: "Seluruh isi" })).toContainText(quoted);

  await page.goto("/desk/events?kind=calls&endpoint=register-business");
  await openFirst(page);
  const sent = page.getByRole("region", { name: "Dikirim" });
  await expect(sent).toContainText('"account_number": "•••');
  await expect(page.getByRole("region", { name: "Jawaban" })).toContainText('"shared_key": "•••');
});

test("chosen ones and all of a filter are counted first, then replayed as a job; what nobody signed never is", async ({
  request,
  portal,
  sandbox,
}) => {
  const { page } = staff;
  await sandbox.setStatus(merchant.id, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  await expect(statusRow(merchant.page, "Alamat")).toContainText("Disetujui");
  await eventsOf(page, "applied");
  await expect(events(page)).toHaveCount(2);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "Putar ulang yang dipilih" }).click();
  await expect(page.getByText("2 callback", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Putar ulang 2 callback" }).click();
  await page.waitForURL(/\/desk\/events\/replays\//);
  await expect(page.getByText("2 selesai semua")).toBeVisible({ timeout: 30_000 });
  await expect(statusRow(merchant.page, "Alamat")).toContainText("Disetujui");

  await eventsOf(page, "applied");
  await page.getByRole("link", { name: "Putar ulang semua dari saringan ini" }).click();
  await page.getByRole("button", { name: "Putar ulang 2 callback" }).click();
  await expect(page.getByText("2 selesai semua")).toBeVisible({ timeout: 30_000 });

  const path = new URL(await sandbox.callbackUrl(merchant.id)).pathname;
  const body = JSON.stringify({ type: "BRAND", status: "ACTIVE", business_id: merchant.id, updated_at: dokuTime() });
  const headers = callbackHeaders(portal, path, body, { secretKey: "SK-somebody-else" });
  expect((await request.post(path, { data: Buffer.from(body), headers })).status()).toBe(401);
  await eventsOf(page, "unverified");
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await openFirst(page);
  await expect(page.getByText("Pengirimnya tidak dapat dipastikan")).toBeVisible();
  await expect(page.getByRole("button", { name: "Putar ulang" })).toHaveCount(0);
  await page.goto("/desk/events/replay?kind=unverified");
  await expect(page.getByText("Tidak ada yang dapat diputar ulang")).toBeVisible();
});

test("an address made by hand and what nobody has are told in words, and nothing personal gets into an address", async () => {
  const { page } = staff;
  await page.goto("/desk/events?kind=nothing&from=2026-02-31&merchant='--&id=a%20b&after=x");
  await expect(page.getByText("Sebagian alamat ini tidak terbaca")).toBeVisible();
  await expect(page.getByText("Yang dilewati: Macam, Merchant, ID DOKU atau Request-Id, Dari, Halaman.")).toBeVisible();
  await expect(events(page).first()).toBeVisible();

  await page.goto("/desk/events");
  await page.getByLabel("ID DOKU atau Request-Id").fill(merchant.id);
  await show(page).click();
  await page.waitForURL(/id=/);
  await expect(events(page).first()).toContainText(merchant.business.name);
  await page.getByLabel("Merchant", { exact: true }).fill(merchant.owner.email);
  await show(page).click();
  await expect(page.getByText("Ini milik seseorang").first()).toBeVisible();
  expect(page.url()).not.toMatch(/@|%40/);
  await page.getByLabel("Merchant", { exact: true }).fill("tidak ada yang bernama begini");
  await show(page).click();
  await expect(page.getByText("Tidak ada merchant dengan nama atau id ini").first()).toBeVisible();
  await page.goto("/desk/audit?member=x&from=kemarin");
  await expect(page.getByText("Yang dilewati: Anggota, Dari.")).toBeVisible();
});

test("the audit trail tells who replayed and who saw, is taken home as a file, and says so itself", async () => {
  const { page } = staff;
  const rows = page.getByRole("list", { name: "Jejak audit, terbaru di atas" }).getByRole("listitem");
  await page.goto("/desk/audit");
  await page.getByLabel("Merchant", { exact: true }).fill(merchant.business.name);
  await show(page).click();
  await page.waitForURL(/merchant=/);
  await expect(rows.filter({ hasText: "Callback diputar ulang" })).toHaveCount(6);
  await expect(rows.filter({ hasText: "Peristiwa dilihat seluruhnya" })).toHaveCount(1);
  await page.getByLabel("Tindakan").selectOption({ label: "Peristiwa dilihat seluruhnya" });
  await show(page).click();
  await page.waitForURL(/action=event\.revealed/);
  await expect(rows).toHaveCount(1);

  await confirmWhereAsked(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Ekspor CSV" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  const lines = parse<Record<string, string>>(file, { bom: true, columns: true });
  expect(lines).toMatchObject([
    { action: "event.revealed", business_name: merchant.business.name, actor_kind: "staff" },
  ]);
  await page.goto("/desk/audit");
  await expect(rows.filter({ hasText: "Jejak audit diekspor" }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Titik periksa" })).toBeVisible();
});

test("a viewer sees events without replaying or unmasking them, and no audit trail", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page, context } = await memberAtDesk(browser, { portal, mailbox }, "viewer", "Vina Pembaca");
  await eventsOf(page, "applied");
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await openFirst(page);
  await expect(page.getByRole("region", { name: "Diterima" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Putar ulang|Tampilkan semua/ })).toHaveCount(0);
  for (const path of ["/desk/audit", "/desk/events/replay?kind=applied"]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/desk$/);
  }
  expect((await context.request.post("/desk/audit/export", { form: { from: "" } })).status()).toBe(403);
});
