/** Files made by hand to do harm, sent straight to the door: what is refused says so, what is kept is a picture and nothing else. */
import { readFileSync } from "node:fs";
import sharp from "sharp";
import type { Actor } from "./actors";
import { expect, test } from "./fixtures";
import { disguisedPictures, refusedFiles, script } from "./hostile-files";
import { chooseKindQuickly, newcomer } from "./quick-merchant";

let merchant: Actor;
test.beforeAll(async ({ browser, portal, mailbox }) => {
  merchant = await newcomer(browser, { portal, mailbox }, "Toko Berkas Jahat");
  await chooseKindQuickly(merchant.page);
});

const slot = "/api/uploads?slot=bank_account.BANK_ACCOUNT";
/** As the page sends it, and with a name and a type that lie. */
const send = (data: Buffer) =>
  merchant.page.request.put(slot, {
    data,
    headers: { "Content-Type": "image/jpeg", "Content-Disposition": 'attachment; filename="../../ktp.jpg"' },
  });

test("refuses whatever is no photo and no quiet PDF, in words, and keeps nothing of it", {
  tag: "@security",
}, async () => {
  for (const { what, make, key } of refusedFiles) {
    const answer = await send(await make());
    expect([answer.status(), (await answer.json()).error], what).toEqual([422, key]);
  }
  const large = await send(Buffer.alloc(15 * 1024 * 1024 + 1, 1));
  expect([large.status(), (await large.json()).error]).toEqual([413, "file.tooBig"]);
  const page = await merchant.page.request.get("/onboarding/uploads");
  expect(await page.text()).not.toContain("/api/uploads/");
});

test("keeps of a disguised picture nothing but the picture, and shows it to be looked at only", {
  tag: "@security",
}, async () => {
  for (const { what, make } of disguisedPictures) {
    const source = await make();
    const answer = await send(source);
    expect(answer.status(), what).toBe(200);
    const { id: fileId }: { id: string } = await answer.json();
    const shown = await merchant.page.request.get(`/api/uploads/${fileId}`);
    const content = await shown.body();
    const { format, exif, comments, icc, xmp, iptc } = await sharp(content).metadata();
    expect(["jpeg", "png"], what).toContain(format);
    expect([exif, comments, icc, xmp, iptc], what).toEqual([undefined, undefined, undefined, undefined, undefined]);
    for (const hidden of [script, "Kamera Rahasia", "PK\x05\x06"]) {
      expect(content.includes(Buffer.from(hidden, "latin1")), what).toBe(false);
    }
    expect(shown.headers(), what).toMatchObject({
      "content-type": `image/${format}`,
      "content-disposition": `inline; filename="${fileId.slice(0, 8)}.${format === "png" ? "png" : "jpg"}"`,
      "x-content-type-options": "nosniff",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
    });
  }
});

test("writes of all that not a word to the log, and has no other door for pictures", { tag: "@security" }, async ({
  portal,
}) => {
  const log = readFileSync(portal.logFile, "utf8");
  for (const word of ["alert(", "Kamera Rahasia", "ktp.jpg", "EmbeddedFile"]) expect(log).not.toContain(word);
  const optimiser = await merchant.page.request.get("/_next/image?url=%2Ffavicon.ico&w=64&q=75");
  expect(optimiser.status()).toBe(404);
});
