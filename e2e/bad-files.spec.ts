import { readFileSync } from "node:fs";
import { chooseKind, slotCard, upload } from "./actors";
import { expect, test } from "./fixtures";
import { checkState } from "./page-rules";
import { identityCard, type Photo, phonePhoto, smallPng } from "./photos";
import { newcomer } from "./quick-merchant";

const htmlAsPhoto: Photo = {
  name: "ktp.jpg",
  mimeType: "image/jpeg",
  buffer: Buffer.from("<!doctype html><title>Bukan foto</title><script>alert(1)</script>"),
};

test("each kind of bad file gets its own words and takes nothing else away", async ({ browser, portal, mailbox }) => {
  const { page, context, owner } = await newcomer(browser, { portal, mailbox }, "Toko Salah Berkas");
  await chooseKind(page, { type: "PERSONAL" });
  await page.goto("/onboarding/uploads");
  await upload(page, /buku tabungan/i, await smallPng("buku.png"));
  const card = slotCard(page, /^KTP|^Identity card/);
  await card.getByRole("textbox").fill("123");
  await card.getByRole("textbox").blur();
  await expect(card.getByText("NIK terdiri dari 16 angka, yang tertulis 3 angka. Periksa lagi di KTP")).toBeVisible();

  const photo = await identityCard(owner);
  const heic = readFileSync("e2e/files/sideways.heic");
  const bad: [Photo, string | RegExp][] = [
    [htmlAsPhoto, /^Berkas ini tidak bisa dipakai di sini\. Pakai .*JPG/],
    [{ ...photo, buffer: Buffer.alloc(0) }, "Berkas ini kosong, tidak ada isinya. Pilih berkas lain"],
    [{ ...photo, buffer: Buffer.alloc(15 * 1024 * 1024 + 1, 1) }, /^Berkas ini lebih besar dari 15 MB/],
    [{ ...photo, buffer: photo.buffer.subarray(0, photo.buffer.length / 2) }, /^Berkas ini rusak atau tidak utuh/],
    [{ ...photo, name: "IMG_1.HEIC", mimeType: "image/heic", buffer: heic }, /^Foto ini berformat HEIC dari iPhone\./],
  ];
  // What turns a HEIC into a JPEG does not arrive.
  await context.route("**/libheif*", (route) => route.abort());
  const input = card.locator('input[type="file"]:not([capture])');
  for (const [file, words] of bad) {
    await input.setInputFiles(file);
    await expect(card.getByText(words)).toBeVisible();
    await expect(card.getByText("Belum ada", { exact: true })).toBeVisible();
  }
  await page.getByRole("button", { name: "Lanjut", exact: true }).click();
  const summary = page.getByRole("alert", { name: "Masih ada yang kurang" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link", { name: /^KTP.*: belum ada berkasnya$/ })).toBeVisible();
  await checkState(page, "files and numbers that are refused");

  await page.getByRole("button", { name: /^English/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Photos and documents");
  await expect(page.getByText(/belum ada berkasnya/)).toHaveCount(0);
  const inEnglish = [
    /^This file cannot be used here\. Use .*JPG/,
    "This file is empty. Choose another file",
    /^This file is larger than 15 MB/,
    /^This file is damaged or incomplete/,
    /^This photo is in the iPhone's HEIC format\./,
  ];
  for (const [index, words] of inEnglish.entries()) {
    await input.setInputFiles(bad[index]?.[0] ?? []);
    await expect(card.getByText(words)).toBeVisible();
  }
  await input.setInputFiles(photo);
  await expect(card.getByText("Stored", { exact: true })).toBeVisible();
  await expect(card.getByText(/^This photo is in the/)).toBeHidden();
  await expect(card.getByRole("textbox")).toHaveValue("123");
  await expect(slotCard(page, /bank book/i).getByText("Stored", { exact: true })).toBeVisible();
  await context.close();
});

test("a connection lost in the middle of an upload: it goes on by itself once the network is back", async ({
  browser,
  portal,
  mailbox,
}) => {
  const { page, context } = await newcomer(browser, { portal, mailbox }, "Toko Sinyal Hilang");
  await chooseKind(page, { type: "PERSONAL" });
  await page.goto("/onboarding/uploads");
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  const upTo = (uploadThroughput: number) =>
    network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await upTo(250_000);
  const card = slotCard(page, /tempat usaha/i);
  await card.locator('input[type="file"]:not([capture])').setInputFiles(await phonePhoto());
  await expect(card.getByText(/^Mengunggah, [1-9]\d?%$/)).toBeVisible();

  // Chromium lets what is under way pass when it plays offline, so the other end breaks the connection.
  await context.setOffline(true);
  await portal.kill();
  await expect(card.getByText("Sambungan terputus. Dilanjutkan sendiri begitu tersambung lagi.")).toBeVisible();
  await checkState(page, "a file that waits for the network", null);
  await portal.restart();
  await upTo(-1);
  await context.setOffline(false);
  await expect(card.getByText("Tersimpan", { exact: true })).toBeVisible({ timeout: 45_000 });
  await page.reload();
  await expect(slotCard(page, /tempat usaha/i).getByRole("link", { name: /^Lihat/ })).toHaveCount(1);
  await context.close();
});
