import { type Actor, newDevice, staffAtDesk, statusRow, submit } from "./actors";
import { expect, test } from "./fixtures";
import { inventedBusiness, inventedNik, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";

const owner = { ...inventedPerson("Ratnasari Hapsari"), nik: inventedNik("3374") };
const business = inventedBusiness("Toko Lampu Temaram", owner);

let staff: Actor;
let merchant: Actor;

test.beforeAll(async ({ browser, portal, mailbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
  merchant = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
});

test("staff find a merchant by e-mail address, which never stands in any address, before and after JavaScript", async ({
  browser,
  portal,
}) => {
  const withoutScripts = await newDevice(browser, portal, {
    javaScriptEnabled: false,
    storageState: await staff.context.storageState(),
  });
  for (const page of [staff.page, withoutScripts.page]) {
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    const search = async (text: string) => {
      await page.goto("/desk");
      await page.getByRole("searchbox", { name: "Cari merchant" }).fill(text);
      await page.getByRole("button", { name: "Cari", exact: true }).click();
    };
    await search(owner.email.toUpperCase());
    await expect(page.getByRole("heading", { level: 1, name: business.name })).toBeVisible();
    for (const number of [owner.phone, owner.nik]) {
      await search(number);
      await expect(page.getByRole("heading", { level: 1, name: business.name })).toBeVisible();
    }
    await search(`bukan-${owner.email}`);
    await expect(page.getByText("Tidak ada merchant dengan alamat email, nomor telepon, atau NIK itu")).toBeVisible();
    await expect(page).toHaveURL(/\/desk$/);
    await expect(page.getByRole("searchbox", { name: "Cari merchant" })).toHaveValue(`bukan-${owner.email}`);
    await search("lampu tem");
    await expect(page).toHaveURL(/\/desk\?q=lampu\+tem$/);
    await expect(page.getByRole("link", { name: business.name })).toBeVisible();
    const personal = new RegExp(`@|%40|${owner.nik}|${owner.phone}`);
    expect(addresses.filter((address) => personal.test(address))).toEqual([]);
  }
  await withoutScripts.context.close();
});

test("a submission that stopped is given back by one decision, and adopted by another", async ({ sandbox }) => {
  const { page } = staff;
  const conflictAtDoku = () => sandbox.fault({ endpoint: "register", kind: "status", status: 409, remaining: 1 });
  const stopped = page.getByText("Berhenti: Bentrok");

  await conflictAtDoku();
  await submit(merchant.page);
  await page.goto("/desk?view=stopped");
  await page.getByRole("link", { name: business.name }).click();
  await expect(stopped).toBeVisible();
  await expect(page.getByRole("button", { name: "Kirim lagi ke DOKU" })).toBeVisible();
  await page.getByText("Belum terdaftar di DOKU: kembalikan ke merchant").click();
  await page.getByRole("button", { name: "Kembalikan ke merchant" }).click();
  await expect(page.getByRole("alert").getByText("Beri tanda dulu di sini")).toBeVisible();
  await page.getByLabel("Saya sudah mencari di DOKU, dan usaha ini tidak ada di sana").check();
  await page.getByRole("button", { name: "Kembalikan ke merchant" }).click();
  await expect(page.getByRole("button", { name: "Kirim lagi ke DOKU" })).toBeHidden();
  await expect(page.getByText("tidak ditemukan di DOKU")).toBeVisible();

  // DOKU registers it, the answer is lost, and the repetition is answered with a conflict.
  await sandbox.fault({ endpoint: "register", kind: "close_after", remaining: 1 });
  await conflictAtDoku();
  await submit(merchant.page);
  await expect(page.getByText("Pengiriman ke-2")).toBeVisible();
  await expect(stopped).toBeVisible({ timeout: 30_000 });
  const { id, brandId } = await sandbox.waitForBusiness({ name: business.name });
  await page.getByText("Sudah ada di DOKU: ambil ID-nya").click();
  await page.getByLabel("ID usaha DOKU").fill(brandId);
  await page.getByLabel("ID merek DOKU").fill(brandId);
  await page.getByLabel("Saya sudah melihatnya di DOKU, dan ini ID usaha ini").check();
  await page.getByRole("button", { name: "Ambil ID ini" }).click();
  await expect(page.getByRole("alert").getByText("ID usaha DOKU: ID ini untuk kolom yang lain")).toBeVisible();
  await expect(page.getByLabel("ID merek DOKU")).toHaveValue(brandId);
  await page.getByLabel("ID usaha DOKU").fill(id);
  await page.getByRole("button", { name: "Ambil ID ini" }).click();
  await expect(page.getByText(id).first()).toBeVisible();
  await expect(statusRow(merchant.page, "Merek")).toContainText("Diperiksa");
  expect(await sandbox.businesses(business.name)).toHaveLength(1);
});
