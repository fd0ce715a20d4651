import sharp from "sharp";
import { type Actor, bankSearch, chooseKind, newDevice, slotCard, typeBeside, upload } from "../actors";
import { expect, test } from "../fixtures";
import { inventedBusiness, inventedPerson, type Person } from "../people";
import { identityCard, type Photo, pdfDocument, sidewaysPhoto, smallPng } from "../photos";
import { newcomer, readyMerchant } from "../quick-merchant";
import { phone, picture, pictureOf, tablet } from "./camera";
import { openDesk } from "./stage";

test.beforeAll(async ({ browser, portal, mailbox }) => {
  await openDesk(browser, portal, mailbox);
});

const bankBook = /buku tabungan/i;

async function blurred(): Promise<Photo> {
  const sharpOne = (await smallPng("buku.png")).buffer;
  return { name: "buku.jpg", mimeType: "image/jpeg", buffer: await sharp(sharpOne).blur(14).jpeg().toBuffer() };
}

test("what is needed, and the files of a person", async ({ browser, portal, mailbox }) => {
  const { page: own, context, owner } = await newcomer(browser, { portal, mailbox }, "Toko Kelontong Berkah");
  let page = own;
  await pictureOf(page, "/onboarding", "start-new");
  await chooseKind(page, { type: "PERSONAL" });
  await picture(page, "requirements-personal", page.getByRole("heading", { name: "Yang diminta DOKU" }));

  await page.goto("/onboarding/uploads");
  await upload(page, /^KTP/, await identityCard(owner));
  await typeBeside(page, /^KTP/, owner.nik);
  await upload(page, /tempat usaha/i, await sidewaysPhoto("warung.jpg"));
  page = await context.newPage();
  await pictureOf(page, "/onboarding/uploads", "uploads-personal");

  page = await context.newPage();
  await page.goto("/onboarding/uploads");
  const card = slotCard(page, bankBook);
  await card.locator('input[type="file"]:not([capture])').setInputFiles(await blurred());
  const anyway = card.getByRole("button", { name: /^Kirim saja/ });
  await expect(anyway).toBeVisible();
  await picture(page, "photo-asked", anyway);
  await pictureOf(page, "/onboarding", "start-half");
});

test("the camera in the page", async ({ browser, playwright, portal, mailbox }) => {
  const { page: own, context } = await newcomer(browser, { portal, mailbox }, "Kedai Kopi Senja");
  await chooseKind(own, { type: "PERSONAL" });
  const launch = test.info().project.use.launchOptions;
  const args = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  const withCamera = await playwright.chromium.launch({ ...launch, args });
  const touched = { hasTouch: true, isMobile: true, storageState: await context.storageState() };
  const { page } = await newDevice(withCamera, portal, touched);
  await page.goto("/onboarding/uploads");
  await slotCard(page, /^KTP/).getByText("Ambil foto", { exact: false }).first().click();
  await expect(page.getByRole("button", { name: "Potret", disabled: false })).toBeVisible();
  await picture(page, "viewfinder", undefined, [phone, tablet]);
  await withCamera.close();
});

test("a company", async ({ browser, portal, mailbox }) => {
  const { page: own, context } = await newcomer(browser, { portal, mailbox }, "PT Kirim Cepat");
  let page = own;
  await chooseKind(page, { type: "CORPORATE", legalEntity: "PT", line: "LOGISTICS" });
  await pictureOf(page, "/onboarding/requirements", "requirements-company");
  page = await context.newPage();
  await page.goto("/onboarding/uploads");
  await upload(page, /NIB/, pdfDocument("NIB contoh", "nib.pdf"));
  await typeBeside(page, /NIB/, "1234567890123");
  await picture(page, "uploads-company", slotCard(page, /NIB/));
});

test.describe("business data", () => {
  let merchant: Actor;
  let owner: Person;

  test.beforeAll(async ({ browser, portal, mailbox }) => {
    const staff = await openDesk(browser, portal, mailbox);
    owner = inventedPerson("Endah Puspitasari");
    const business = inventedBusiness("Dapur Endah", owner);
    merchant = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  });

  test("the six parts", async () => {
    const { page } = merchant;
    for (const part of ["profile", "brand", "social", "contacts"])
      await pictureOf(page, `/onboarding/business/${part}`, `part-${part}`);

    await page.goto("/onboarding/business/address");
    const areas = page.getByRole("combobox", { name: "Wilayah" });
    await areas.fill("17133");
    await expect(page.getByRole("option").first()).toBeVisible();
    await picture(page, "part-address");

    await page.goto("/onboarding/business/bank");
    await bankSearch(page).fill("b");
    await expect(page.getByRole("option").first()).toBeVisible();
    await picture(page, "part-bank");
  });

  test("what goes wrong", async () => {
    const { page, context } = merchant;
    const account = { bankId: "014", accountNumber: "12x", accountName: "" };
    await expect(await page.request.put("/api/drafts", { data: { part: "bank", values: account } })).toBeOK();
    await pictureOf(page, "/onboarding/business/bank?tried=1", "form-errors");

    await page.goto("/onboarding/business/profile");
    await context.setOffline(true);
    await expect(page.getByText("Anda sedang offline").first()).toBeVisible();
    await picture(page, "offline");
    await context.setOffline(false);

    const broken = { status: 500, body: "" };
    await page.route("**/onboarding", (route) =>
      route.request().method() === "POST" ? route.fulfill(broken) : route.continue(),
    );
    await page.goto("/onboarding");
    await page.getByRole("button", { name: /ganti bahasa/ }).click();
    await expect(page.getByRole("button", { name: "Coba lagi" })).toBeVisible();
    await picture(page, "failure");
  });
});
