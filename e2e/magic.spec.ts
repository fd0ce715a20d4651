import { type Browser, expect, type Page } from "@playwright/test";
import { type Actor, slotCard, staffAtDesk, statusRow, submit } from "./actors";
import type { Mailbox } from "./control";
import { test } from "./fixtures";
import { inventedBusiness, inventedNik, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";
import type { Portal } from "./servers";

test.describe.configure({ timeout: 150_000 });

const live = "Usaha Anda sudah aktif di DOKU";
const inReview = "DOKU sedang memeriksa data Anda";
const waiting = "Data Anda aman, pengirimannya tertunda";
const verdictRows = [
  "Profil usaha",
  "Pemilik dan kontak",
  "Alamat",
  "Rekening bank",
  "Merek",
  "Media sosial",
  "Foto tempat usaha",
];

type Stage = { browser: Browser; portal: Portal; mailbox: Mailbox };
type Merchant = Actor & { name: string };

/** Ready to send, with the magic words in the business's name: "Warung Uji Cepat 1234". */
async function magicMerchant({ browser, portal, mailbox }: Stage, staff: Page, words: string): Promise<Merchant> {
  const owner = inventedPerson();
  const name = ["Warung", words, owner.phone.slice(-4)].filter(Boolean).join(" ");
  const business = inventedBusiness(name, owner);
  return { ...(await readyMerchant(browser, { portal, mailbox, staff }, owner, business)), name };
}

async function magicMerchants(stage: Stage, staff: Page, words: readonly string[]): Promise<Merchant[]> {
  const merchants: Merchant[] = [];
  for (const one of words) merchants.push(await magicMerchant(stage, staff, one));
  return merchants;
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** The desk's list of events of one merchant, of one kind. */
async function eventsAtDesk(staff: Page, kind: string, name: string) {
  await staff.goto(`/desk/events?kind=${kind}`);
  return staff.getByRole("main").getByRole("listitem").filter({ hasText: name });
}

test("a refused identity card: DOKU's words stand where the merchant sees them, what was approved stays approved", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const { page, name, context } = await magicMerchant({ browser, portal, mailbox }, staff.page, "");
  await page.goto("/onboarding/uploads");
  const card = slotCard(page, /^KTP/);
  await card.getByRole("textbox").fill(inventedNik("9001"));
  await card.getByRole("textbox").blur();
  await expect(card.locator('[data-save-state="saved"]')).toBeVisible();
  await submit(page);

  await expect(heading(page)).toHaveText("Satu hal perlu diperbaiki", { timeout: 30_000 });
  const refused = page.getByRole("region", { name: "Pemilik dan kontak" });
  await expect(refused.getByText("Catatan dari DOKU")).toBeVisible();
  await expect(refused.getByRole("blockquote")).toHaveText("“Foto KTP buram, mohon unggah ulang”");
  await expect(statusRow(page, "Pemilik dan kontak")).toContainText("Perlu diperbaiki");
  const others = verdictRows.filter((row) => row !== "Pemilik dan kontak");
  for (const row of others) await expect(statusRow(page, row)).toContainText("Disetujui");
  await expect(page.getByText("Pencairan dana menunggu sampai semua bagian disetujui.")).toBeVisible();
  await page.getByRole("button", { name: /^English/ }).click();
  await expect(heading(page)).toHaveText("One thing needs correction");
  await expect(page.getByText("Note from DOKU")).toBeVisible();

  await staff.page.goto("/desk");
  await expect(staff.page.getByRole("row", { name })).toContainText("Perlu diperbaiki");
  expect(await sandbox.businesses(name)).toHaveLength(1);
  await Promise.all([context.close(), staff.context.close()]);
});

test("a suspended brand shows the notes of the brand and who to turn to", async ({ browser, portal, mailbox }) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const { page, context } = await magicMerchant({ browser, portal, mailbox }, staff.page, "Uji Cepat Uji Bekukan");
  await submit(page);
  await expect(heading(page)).toHaveText("DOKU menangguhkan usaha Anda", { timeout: 30_000 });
  const reason = page.getByRole("region", { name: "Alasan penangguhan" });
  await expect(reason.getByRole("blockquote")).toHaveText(
    "“Akun dibekukan karena aktivitas transaksi yang tidak wajar”",
  );
  await expect(reason).toContainText("data Anda tidak bisa diubah dari sini");
  await expect(page.getByText("Anda sudah bisa menerima pembayaran.")).toBeHidden();
  await Promise.all([context.close(), staff.context.close()]);
});

test("callbacks that come twice, late or in the wrong order end in the right state", async ({
  browser,
  portal,
  mailbox,
}) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const words = ["Uji Cepat Uji Terlambat", "Uji Cepat Uji Acak", "Uji Cepat Uji Ganda"];
  const merchants = await magicMerchants({ browser, portal, mailbox }, staff.page, words);
  for (const { page } of merchants) await submit(page);
  for (const { page } of merchants) {
    await expect(heading(page)).toHaveText(live, { timeout: 45_000 });
    for (const row of verdictRows) await expect(statusRow(page, row)).toContainText("Disetujui");
  }
  const [, reordered] = merchants;
  const older = await eventsAtDesk(staff.page, "ignored", reordered?.name ?? "");
  await expect(older.first()).toContainText("Lebih tua dari yang sudah diketahui.");
  await Promise.all([...merchants, staff].map(({ context }) => context.close()));
});

test("a callback that is wrongly signed, unsigned or signed with an old key changes nothing and is shown at the desk", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const { page, name, context } = await magicMerchant({ browser, portal, mailbox }, staff.page, "Uji Tanda Salah");
  await submit(page);
  const business = await sandbox.waitForBusiness({ name });
  await expect(statusRow(page, "Merek")).toContainText("Diperiksa");
  for (const signing of ["wrong", "none", "expired"]) {
    await sandbox.callback({ businessId: business.id, type: "BRAND", status: "SUSPENDED", signing });
  }
  await expect
    .poll(async () => await (await eventsAtDesk(staff.page, "unverified", name)).count(), { timeout: 30_000 })
    .toBe(3);
  const kept = await eventsAtDesk(staff.page, "unverified", name);
  await expect(kept.filter({ hasText: "Tanda tangan tidak cocok dengan kunci mana pun." })).toHaveCount(2);
  await expect(kept.filter({ hasText: "Header tanda tangan tidak lengkap." })).toHaveCount(1);
  await expect(kept.first()).toContainText("Tidak sah");

  // A true and well-signed one about something else gets through; of the others there is still no trace.
  await sandbox.setStatus(business.id, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  await sandbox.callback({ businessId: business.id, type: "BUSINESS_ADDRESS" });
  await expect(statusRow(page, "Alamat")).toContainText("Disetujui");
  await expect(statusRow(page, "Merek")).toContainText("Diperiksa");
  await expect(heading(page)).toHaveText(inReview);
  await Promise.all([context.close(), staff.context.close()]);
});

test("lost callbacks and callbacks in other legal shapes end in what DOKU says, and the desk lists the strange ones", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const { page, name, context } = await magicMerchant({ browser, portal, mailbox }, staff.page, "Uji Hilang");
  await submit(page);
  const { id: businessId } = await sandbox.waitForBusiness({ name });
  // No callback came: the rows are there because DOKU was read right after the registration.
  for (const row of verdictRows) await expect(statusRow(page, row)).toContainText("Diperiksa");

  const shapes = [
    { shape: "nested_ids", type: "BUSINESS", row: "Profil usaha" },
    { shape: "no_time", type: "BUSINESS_ADDRESS", row: "Alamat" },
    { shape: "unknown_type", type: "BRAND_SOCIAL_MEDIA", row: "Media sosial" },
    { shape: "unknown_status", type: "BRAND_PHOTO_PROOF", row: "Foto tempat usaha" },
    { shape: "no_entity_id", type: "BUSINESS_CONTACT", row: "Pemilik dan kontak" },
  ];
  for (const { shape, type, row } of shapes) {
    await sandbox.setStatus(businessId, { type, status: "ACTIVE" });
    await sandbox.callback({ businessId, type, shape });
    await expect(statusRow(page, row)).toContainText("Disetujui");
  }
  const notes = [{ code: "ACCOUNT", field: "account_name", message: "Nama pemilik rekening berbeda" }];
  await sandbox.setStatus(businessId, { type: "BUSINESS_BANK", status: "REJECTED", notes });
  await sandbox.callback({ businessId, type: "BUSINESS_BANK", shape: "text_note" });
  await expect(page.getByRole("region", { name: "Rekening bank" }).getByRole("blockquote")).toHaveText(
    "“Nama pemilik rekening berbeda”",
  );
  // Without a time nothing proves that it is newer, so it does not undo an approval.
  await sandbox.callback({ businessId, type: "BUSINESS", status: "UPDATING", shape: "no_time" });

  const strange = [
    { show: "not_understood", says: "BRAND_SOCIAL_MEDIA_V2: ACTIVE", why: "Jenis yang tidak kami kenal." },
    { show: "not_understood", says: "Foto tempat usaha: ON_HOLD", why: "Status yang tidak kami kenal." },
    {
      show: "ignored",
      says: "Pemilik dan kontak: ACTIVE",
      why: "Tidak menyebut bagian mana, jadi kami bertanya ke DOKU.",
    },
    { show: "ignored", says: "Profil usaha: UPDATING", why: "Tanpa waktu, jadi tidak membatalkan persetujuan." },
  ];
  for (const { show, says, why } of strange) {
    const events = await eventsAtDesk(staff.page, show, name);
    await expect(events.filter({ hasText: says })).toContainText(why);
  }
  await expect(statusRow(page, "Profil usaha")).toContainText("Disetujui");
  await Promise.all([context.close(), staff.context.close()]);
});

test("whatever happens to the registration call, one business results and the merchant is told to wait calmly", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  test.setTimeout(240_000);
  const staff = await staffAtDesk(browser, portal, mailbox);
  // Those that are never answered first: they are given up after twenty seconds, while the others are sent.
  const words = ["Macet Sebelum", "Macet Sesudah", "Gangguan", "Padat", "Putus Sebelum", "Putus Sesudah"].map(
    (word) => `Uji ${word}`,
  );
  // All are ready before the first is sent: what these do to DOKU is everybody's trouble, as it should be.
  const merchants = await magicMerchants({ browser, portal, mailbox }, staff.page, words);
  for (const { page, name } of merchants) {
    await submit(page);
    // The sentence of "Gangguan" stands there for a few seconds only.
    if (!name.includes("Padat")) continue;
    await expect(heading(page)).toHaveText(waiting);
    // As soon as DOKU answers: by then everybody may be waiting for it.
    const again = /Kami mencoba lagi sendiri (pukul .+|begitu DOKU menjawab)\. Tidak ada yang hilang/;
    await expect(page.getByText(again)).toBeVisible();
  }
  for (const { page, name } of merchants) {
    await expect(heading(page)).toHaveText(inReview, { timeout: 100_000 });
    expect(await sandbox.businesses(name)).toHaveLength(1);
  }
  await Promise.all([...merchants, staff].map(({ context }) => context.close()));
});
