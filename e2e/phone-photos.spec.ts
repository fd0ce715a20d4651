/** Files from a cheap phone on a slow line: made ready in the browser, looked at, photographed in the page, and sent through a gap. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Browser, type BrowserContext, devices, type Page, type Request } from "@playwright/test";
import sharp from "sharp";
import { pieceBytes } from "../lib/domain/upload-pieces";
import { type Actor, newDevice, slotCard, staffAtDesk } from "./actors";
import { expect, test } from "./fixtures";
import { checkState } from "./page-rules";
import { inventedBusiness, inventedPerson } from "./people";
import { type Photo, pdfDocument, sidewaysPhoto, smallPng } from "./photos";
import { readyMerchant } from "./quick-merchant";

/** A phone of 1200 x 1600 pixels took it on its side (e2e/files/README.md). */
const heic = { name: "IMG_0007.HEIC", mimeType: "", buffer: readFileSync("e2e/files/sideways.heic") };

let storageState: Awaited<ReturnType<BrowserContext["storageState"]>>;

test.beforeAll(async ({ browser, portal, mailbox }) => {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const owner = inventedPerson();
  const business = inventedBusiness(`Toko Ponsel ${owner.phone.slice(-4)}`, owner);
  const merchant = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  storageState = await merchant.context.storageState();
  await Promise.all([merchant.context.close(), staff.context.close()]);
});

/** The merchant's phone, on a line as slow as told: bytes a second. */
async function phone(browser: Browser, portal: Parameters<typeof newDevice>[1], up: number) {
  const { page, context } = await newDevice(browser, portal, { ...devices["Pixel 5"], locale: "id-ID", storageState });
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  const line = (offline: boolean) =>
    network.send("Network.emulateNetworkConditions", {
      offline,
      latency: 150,
      downloadThroughput: 200_000,
      uploadThroughput: up,
    });
  await line(false);
  await page.goto("/onboarding/uploads");
  return { page, context, line } satisfies Actor & { line: typeof line };
}

const bankBook = /buku tabungan/i;
const ktp = (page: Page) => slotCard(page, /^KTP/);
const filesOf = (page: Page, heading: RegExp) => slotCard(page, heading).locator('input[type="file"]:not([capture])');

/** The stored file of a slot for one. */
async function stored(page: Page, heading: RegExp): Promise<Buffer> {
  const link = slotCard(page, heading).getByRole("link", { name: /^Lihat/ });
  return await (await page.request.get((await link.getAttribute("href")) ?? "")).body();
}

/** The colour of a point, by parts of its width and height. */
async function colourAt(image: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(image).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = 3 * (Math.round(y * info.height) * info.width + Math.round(x * info.width));
  return [...data.subarray(at, at + 3)];
}
const isRed = ([red = 0, green = 0, blue = 0]: number[]) => red > 150 && green < 110 && blue < 110;

const blurred = async (): Promise<Photo> => ({
  name: "buram.jpg",
  mimeType: "image/jpeg",
  buffer: await sharp((await smallPng()).buffer)
    .blur(14)
    .jpeg()
    .toBuffer(),
});
const dark = async (): Promise<Photo> => ({
  name: "gelap.jpg",
  mimeType: "image/jpeg",
  buffer: await sharp((await smallPng()).buffer)
    .linear(0.15)
    .jpeg()
    .toBuffer(),
});

test("photos are turned, shrunk, converted and looked at before they are sent", async ({ browser, portal }) => {
  const { page, context } = await phone(browser, portal, 94_000);
  const asked: string[] = [];
  const sent: { slot: string; bytes: number }[] = [];
  page.on("request", (request) => {
    asked.push(request.url());
    const slot = new URL(request.url()).searchParams.get("slot");
    if (slot) sent.push({ slot, bytes: request.postDataBuffer()?.length ?? 0 });
  });
  const isAskedFor = (part: string) => asked.some((url) => url.includes(part));

  await test.step("a photo of 12 megapixels that lies on its side", async () => {
    expect(isAskedFor("turbopack-worker")).toBe(false);
    const large = await sidewaysPhoto("selfie.jpg", [3000, 4000]);
    await filesOf(page, /Swafoto/i).setInputFiles(large);
    await expect(slotCard(page, /Swafoto/i).getByText("2100 × 2800 piksel")).toBeVisible();
    expect(sent.at(-1)?.bytes).toBeLessThan(large.buffer.length);
    expect(isRed(await colourAt(await stored(page, /Swafoto/i), 0.5, 0.1))).toBe(true);
  });

  await test.step("a HEIC, for which alone its decoder is fetched", async () => {
    expect(isAskedFor("libheif")).toBe(false);
    await filesOf(page, /^KTP/).setInputFiles(heic);
    await expect(ktp(page).getByText("1200 × 1600 piksel")).toBeVisible();
    expect(isAskedFor("libheif")).toBe(true);
    const image = await stored(page, /^KTP/);
    expect((await sharp(image).metadata()).format).toBe("jpeg");
    expect(isRed(await colourAt(image, 0.5, 0.05))).toBe(true);
    const preview = ktp(page).locator("img").first();
    const shown = () => preview.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]);
    await expect.poll(shown).toEqual([1200, 1600]);
  });

  await test.step("a blurred one waits until somebody says that it is good enough", async () => {
    const before = sent.length;
    await filesOf(page, /^KTP/).setInputFiles(await blurred());
    await expect(ktp(page).getByText("Fotonya tampak buram. Yang tidak terbaca bisa ditolak DOKU.")).toBeVisible();
    await page.getByRole("button", { name: "Lanjut", exact: true }).click();
    const summary = page.getByRole("alert", { name: "Masih ada yang kurang" });
    const toThePhoto = summary.getByRole("link", { name: /^KTP.*: foto belum dikirim\./ });
    await toThePhoto.click();
    await expect(ktp(page).locator("[data-upload-state=asking]")).toBeFocused();
    await expect(
      ktp(page).locator("[data-upload-state=asking] canvas, [data-upload-state=asking] img"),
    ).toBeInViewport();
    await checkState(page, "a photo that is asked about");
    await ktp(page)
      .getByRole("button", { name: /^Pakai foto lain/ })
      .click();
    // There is no camera here, so the phone's own takes its place.
    await expect(page.getByRole("dialog")).toContainText("Kamera tidak bisa dibuka di sini.");
    await checkState(page, "no camera", null);
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Kamera ponsel" }).click();
    await (await chooser).setFiles(await dark());
    await expect(ktp(page).getByText("Fotonya gelap. Coba foto di tempat yang lebih terang.")).toBeVisible();
    expect(sent.length).toBe(before);
    await ktp(page)
      .getByRole("button", { name: /^Kirim saja/ })
      .click();
    await expect(ktp(page).getByText("640 × 640 piksel")).toBeVisible();
    expect(sent.length).toBe(before + 1);
  });
  await context.close();
});

test("several photos at once go two at a time, and stand in the order in which they were chosen", async ({
  browser,
  portal,
}) => {
  const { page, context } = await phone(browser, portal, 500_000);
  let [underWay, most] = [0, 0];
  const isUpload = (request: Request) => request.url().includes("/api/uploads?slot=");
  page.on("request", (request) => {
    if (!isUpload(request)) return;
    underWay += 1;
    most = Math.max(most, underWay);
  });
  page.on("response", (response) => {
    if (isUpload(response.request())) underWay -= 1;
  });
  const grain = await sharp(randomBytes(700 * 600 * 3), { raw: { width: 700, height: 600, channels: 3 } })
    .png()
    .toBuffer();
  const slow: Photo = { name: "satu.png", mimeType: "image/png", buffer: grain };
  const shop = slotCard(page, /tempat usaha/i);
  await filesOf(page, /tempat usaha/i).setInputFiles([
    slow,
    await smallPng("dua.png", 800),
    await smallPng("tiga.png", 720),
  ]);
  await expect(shop.getByRole("link", { name: /^Lihat/ })).toHaveCount(4, { timeout: 30_000 });
  await expect(shop.getByText(/piksel$/)).toHaveText([/640 × 640/, /700 × 600/, /800 × 800/, /720 × 720/]);
  expect(most).toBe(2);
  await context.close();
});

test("the camera in the page: a frame, a shutter, a way back, and the phone's own camera where it is refused", async ({
  playwright,
  portal,
}) => {
  const launch = test.info().project.use.launchOptions;
  const args = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  const withCamera = await playwright.chromium.launch({ ...launch, args });
  const { page } = await phone(withCamera, portal, 400_000);
  // Refused by what the page itself may do: the browser answers as it does when the person says no.
  await page.route("**/onboarding/uploads", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "permissions-policy": "camera=()" } });
  });
  await page.reload();
  const button = ktp(page).locator('input[capture="environment"]');
  const dialog = page.getByRole("dialog", { name: "Letakkan kartu di dalam bingkai, semua sudutnya terlihat" });
  await button.press("Space");
  await expect(dialog).toContainText("Halaman ini belum diizinkan memakai kamera.");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();

  await page.unrouteAll();
  await page.reload();
  await ktp(page).getByText("Ambil foto", { exact: false }).first().click();
  const shutter = dialog.getByRole("button", { name: "Potret", disabled: false });
  await expect(shutter).toBeVisible();
  await checkState(page, "the camera", null);
  const { width = 0, height = 0 } = (await shutter.boundingBox()) ?? {};
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(64);
  await shutter.click();
  await expect(dialog).toBeHidden();
  await expect(ktp(page).getByText("2560 × 1440 piksel")).toBeVisible();
  await withCamera.close();
});

test("airplane mode in the middle of a file of many pieces: it goes on where it stopped", async ({
  browser,
  portal,
}) => {
  const { page, context, line } = await phone(browser, portal, 1_000_000);
  const pieces: { piece: string; status: number | null }[] = [];
  page.on("requestfinished", async (request) => {
    const piece = request.headers()["upload-piece"];
    if (piece) pieces.push({ piece, status: (await request.response())?.status() ?? null });
  });
  const total = 2 * pieceBytes + 1_500_000;
  const pdf = pdfDocument("Buku tabungan, contoh", "buku.pdf");
  const padding = Buffer.alloc(total - pdf.buffer.length, `${"%".repeat(79)}\n`);
  const body = Buffer.concat([Buffer.from("%PDF-1.4\n"), padding, pdf.buffer.subarray(9)]);
  await filesOf(page, bankBook).setInputFiles({ ...pdf, buffer: body });
  await expect.poll(() => pieces.length).toBeGreaterThan(0);
  await line(true);
  await expect(
    slotCard(page, bankBook).getByText("Sambungan terputus. Dilanjutkan sendiri begitu tersambung lagi."),
  ).toBeVisible();
  const arrived = pieces.filter(({ status }) => status === 202).map(({ piece }) => piece);
  expect(arrived.length).toBeGreaterThan(0);
  await line(false);
  await expect(slotCard(page, bankBook).getByRole("listitem").filter({ hasText: "Dokumen" })).toBeVisible({
    timeout: 30_000,
  });
  // The page may know the last piece's answer before the events about it have come to this test.
  await expect.poll(() => pieces.some(({ piece }) => piece.endsWith(`-${total}/${total}`))).toBe(true);
  const again = pieces.slice(arrived.length).map(({ piece }) => piece);
  expect(again.some((piece) => arrived.includes(piece))).toBe(false);
  expect([...arrived, ...again]).toHaveLength(3);
  expect((await stored(page, bankBook)).length).toBe(total);
  await context.close();
});
