import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { acceptInvitation, invite, newDevice, signInByLink, staffAtDesk } from "./actors";
import { linkIn } from "./control";
import { expect, test } from "./fixtures";
import { holdAnswer } from "./held-answer";
import { inventedBusiness, inventedPerson } from "./people";
import { callAction, serverActionIds } from "./server-actions";
import type { Portal } from "./servers";

test.describe.configure({ timeout: 120_000 });

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** The address of the page of the invitation that was just sent. */
async function invitationPageOf(page: Page): Promise<string> {
  await page.waitForURL(/\/desk\/invitations\/[0-9a-f-]{36}$/);
  return page.url();
}

test("many are invited from a CSV: wrong rows are told by line and sent home, the rest is invited once confirmed", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page, context } = await staffAtDesk(browser, portal, mailbox);
  const [ani, eko] = [inventedPerson("Ani Lestari"), inventedPerson("Eko Prasetyo")];
  await page.goto("/desk/invitations");
  await page.getByRole("link", { name: "Undang banyak dari berkas" }).click();

  const upload = async (name: string, text: string) => {
    await page
      .getByLabel("Berkas", { exact: true })
      .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Periksa berkas" }).click();
  };
  await upload("daftar.xlsx", "PK\u0003\u0004 ");
  await expect(page.getByText(/Ini berkas kerja Excel/).first()).toBeVisible();
  await upload("daftar.csv", `Nama;Email;Usaha\nAni;${ani.email};"Warung Ani\n`);
  await expect(page.getByText(/Tanda kutip di baris 2 dibuka tetapi tidak ditutup/).first()).toBeVisible();

  const lines = [
    "Nama lengkap;Alamat email;Nama usaha;Nomor telepon;Jenis usaha",
    `${ani.name};${ani.email};Warung Ani;${ani.phone};Perorangan`,
    ";bukan-alamat;=Warung;;",
    `${eko.name};${eko.email};Bengkel Eko;;PT`,
    `Ani Lagi;${ani.email.toUpperCase()};Warung Ani;;`,
  ];
  await upload("daftar.csv", `\ufeff${lines.join("\r\n")}\r\n`);
  await expect(heading(page)).toHaveText("2 merchant bisa diundang");
  const faults = page.getByRole("table", { name: "Baris yang tidak bisa diundang" });
  await expect(faults.getByRole("row").filter({ hasText: "bukan-alamat" }).getByRole("rowheader")).toHaveText(
    "Baris 3",
  );
  await expect(faults.getByRole("row").filter({ hasText: "Alamat ini sudah ada di baris 2" })).toHaveCount(1);
  expect(await mailbox.count(ani.email)).toBe(0);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Unduh baris ini sebagai CSV" }).click();
  const rest = await readFile(await (await download).path(), "utf8");
  expect(rest).toContain("bukan-alamat");
  expect(rest).toContain("'=Warung");
  expect(rest).not.toContain(eko.email);

  await page.getByRole("button", { name: "Undang 2 merchant" }).click();
  await expect(heading(page)).toHaveText("2 merchant sudah diundang", { timeout: 30_000 });
  await mailbox.waitFor(eko.email, "Undangan");
  const merchant = await newDevice(browser, portal);
  await acceptInvitation(merchant.page, portal, mailbox, ani);
  await merchant.page.goto("/onboarding/business/profile");
  await expect(merchant.page.getByLabel("Nama usaha")).toHaveValue("Warung Ani");

  await page.goto("/desk/invitations?state=accepted");
  await expect(page.getByRole("row").filter({ hasText: ani.name })).toContainText("Sudah dibuka");
  await page.goto("/desk/invitations?state=waiting");
  await expect(page.getByRole("row").filter({ hasText: eko.name })).toContainText("Menunggu");
  await Promise.all([context.close(), merchant.context.close()]);
});

test("a copied link opens beside the mailed one, and revoking kills both", async ({ browser, portal, mailbox }) => {
  const { page, context } = await staffAtDesk(browser, portal, mailbox);
  const person = inventedPerson("Dewi Anggraini");
  await invite(page, person, inventedBusiness("Warung Dewi", person));
  const address = await invitationPageOf(page);
  const mailed = linkIn(await mailbox.waitFor(person.email, "Undangan"), portal.url);
  await page.getByRole("button", { name: "Buat tautan untuk disalin" }).click();
  const copied = await page.getByRole("textbox", { name: "Tautan undangan" }).inputValue();
  expect(copied).not.toBe(mailed);
  expect(page.url()).toBe(address);
  const chat = new URL((await page.getByRole("link", { name: "Kirim lewat WhatsApp" }).getAttribute("href")) ?? "");
  expect(chat.href).toMatch(/^https:\/\/wa\.me\/62812\d{8}\?/);
  expect(chat.searchParams.get("text")).toContain(copied);

  const stranger = await newDevice(browser, portal);
  for (const link of [mailed, copied]) {
    await stranger.page.goto(link);
    await expect(heading(stranger.page)).toHaveText("Undangan untuk Warung Dewi");
  }
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Tautan undangan" })).toHaveCount(0);

  await page.getByText("Cabut undangan").click();
  const answer = await holdAnswer(page);
  await page.getByRole("button", { name: "Cabut", exact: true }).click();
  const tick = page.getByLabel("Merchant tidak boleh mendaftar dengan undangan ini");
  await tick.check();
  answer();
  await expect(page.getByText("Centang kotak ini dulu").first()).toBeVisible();
  await expect(tick, "what is ticked before the refusal comes stays").toBeChecked();
  await page.getByRole("button", { name: "Cabut", exact: true }).click();
  await expect(page.getByText("Dicabut", { exact: true })).toBeVisible();
  // The page with the button was open all the time.
  await stranger.page.getByRole("button", { name: "Terima dan mulai" }).click();
  await expect(heading(stranger.page)).toHaveText("Undangan ini sudah dicabut");
  await stranger.page.goto(mailed);
  await expect(heading(stranger.page)).toHaveText("Undangan ini sudah dicabut");

  const again = new Date().toISOString();
  await page.getByRole("button", { name: "Undang lagi" }).click();
  await stranger.page.goto(linkIn(await mailbox.waitFor(person.email, "Undangan", again), portal.url));
  await stranger.page.getByRole("button", { name: "Terima dan mulai" }).click();
  await stranger.page.waitForURL("**/onboarding");
  await Promise.all([context.close(), stranger.context.close()]);
});

/** Lets every invitation of a person be past its date, which no page can do. */
async function letExpire(portal: Portal, applicationId: string): Promise<void> {
  await portal.sql("update invitations set expires_at = now() - interval '1 minute' where application_id = $1", [
    applicationId,
  ]);
}

test("an expired invitation sends a new link to its own address alone, and can be extended", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page, context } = await staffAtDesk(browser, portal, mailbox);
  const person = inventedPerson("Yuni Safitri");
  await invite(page, person, inventedBusiness("Butik Yuni", person));
  const address = await invitationPageOf(page);
  const mailed = linkIn(await mailbox.waitFor(person.email, "Undangan"), portal.url);
  await letExpire(portal, address.split("/").at(-1) ?? "");

  const asked = new Date().toISOString();
  const merchant = await newDevice(browser, portal);
  await merchant.page.goto(mailed);
  await expect(heading(merchant.page)).toHaveText("Undangan ini sudah lewat waktunya");
  await merchant.page.getByRole("button", { name: "Kirimi saya tautan baru" }).click();
  await merchant.page.waitForURL("**/invitation/renewed");
  const answered = await merchant.page.getByRole("main").textContent();
  await merchant.page.goto(linkIn(await mailbox.waitFor(person.email, "Undangan", asked), portal.url));
  await expect(heading(merchant.page)).toHaveText("Undangan untuk Butik Yuni");

  await letExpire(portal, address.split("/").at(-1) ?? "");
  await page.goto("/desk/invitations?state=expired");
  await page.getByRole("row").filter({ hasText: person.name }).getByRole("link").click();
  const until = page.getByLabel("Berlaku sampai");
  await until.fill("2020-01-01");
  await page.getByRole("button", { name: "Perpanjang" }).click();
  await expect(page.getByText("Pilih hari mulai besok").first()).toBeVisible();
  const last = (await until.getAttribute("max")) ?? "";
  await until.fill(last);
  await page.getByRole("button", { name: "Perpanjang" }).click();
  await expect(page.getByText("Tersimpan. Tautan yang sudah dikirim")).toBeVisible();
  await expect(until).toHaveValue(last);
  await merchant.page.reload();
  await merchant.page.getByRole("button", { name: "Terima dan mulai" }).click();
  await merchant.page.waitForURL("**/onboarding");

  // A link that leads nowhere is answered in the same words.
  const answer = await callAction(merchant.page.request, {
    id: serverActionIds().get("renew") ?? "",
    path: "/sign-in",
    args: [{ json: { sent: 0 } }, { form: { token: "tidak-ada" } }],
  });
  expect(answer.headers()["x-action-redirect"]).toContain("/invitation/renewed");
  await merchant.page.goto("/invitation/renewed");
  expect(await merchant.page.getByRole("main").textContent()).toBe(answered);
  await Promise.all([context.close(), merchant.context.close()]);
});

test("DOKU invites a merchant itself, and its way is followed to live by readings", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const { page, context } = await staffAtDesk(browser, portal, mailbox);
  const person = inventedPerson("Tini Hartini");
  const name = `Warung Tini ${person.phone.slice(-4)}`;
  await page.goto("/desk/invitations");
  await page.getByRole("link", { name: "Undang lewat DOKU" }).click();
  await page.getByRole("button", { name: "Minta DOKU mengundang" }).click();
  await expect(page.getByText("Nama usaha: Bagian ini perlu diisi").first()).toBeVisible();
  await page.getByLabel("Nama usaha").fill(name);
  await page.getByLabel("Nama lengkap").fill(person.name);
  await page.getByLabel("Alamat email").fill(person.email);
  await page.getByLabel("Nomor telepon").fill(person.phone);
  await sandbox.fault({ endpoint: "lite", kind: "close_after", remaining: 1 });
  await page.getByRole("button", { name: "Minta DOKU mengundang" }).click();
  await page.waitForURL("**/desk/merchants/*");
  await expect(page.getByText("DOKU sudah mengundang merchant dan belum menyebut pemeriksaan")).toBeVisible({
    timeout: 45_000,
  });
  const [business, ...others] = await sandbox.businesses(name);
  expect(others).toEqual([]);

  const merchant = await newDevice(browser, portal);
  await mailbox.waitFor(person.email, "DOKU mengundang");
  await signInByLink(merchant.page, portal, mailbox, person.email);
  await expect(heading(merchant.page)).toHaveText("Lanjutkan di dasbor DOKU");
  await merchant.page.goto("/onboarding/business/profile");
  await expect(heading(merchant.page)).toHaveText("Lanjutkan di dasbor DOKU");

  const id = business?.id ?? "";
  await sandbox.finish(id);
  const ask = merchant.page.getByRole("button", { name: "Tanya DOKU sekarang" });
  await ask.click();
  await expect(heading(merchant.page)).toHaveText("DOKU sedang memeriksa data Anda", { timeout: 30_000 });
  await expect(merchant.page.getByText("Data Anda ada di dasbor DOKU")).toBeVisible();
  await sandbox.approve(id);
  await page.reload();
  await page.getByRole("button", { name: "Tanya DOKU sekarang" }).first().click();
  await expect(heading(merchant.page)).toHaveText("Usaha Anda sudah aktif di DOKU", { timeout: 30_000 });
  await Promise.all([context.close(), merchant.context.close()]);
});
