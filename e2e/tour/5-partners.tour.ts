import sharp from "sharp";
import { readAccent } from "../../lib/domain/accent";
import { expect, test } from "../fixtures";
import { newcomer } from "../quick-merchant";
import { hang, phone, shoot, tablet } from "./camera";
import { openDesk, saveSetting } from "./stage";

type Look = { key: string; name: string; accent: string; logo: { width: number; height: number; colour: string } };

// A colour that no text could stand on as it is, with a long name; and the opposite.
const looks: Look[] = [
  {
    key: "yellow",
    name: "Koperasi Simpan Pinjam Nusantara Sejahtera",
    accent: "#fff2a8",
    logo: { width: 600, height: 120, colour: "#b8860b" },
  },
  { key: "black", name: "Logipay", accent: "#0d0d0d", logo: { width: 128, height: 128, colour: "#0d0d0d" } },
];

/** A ring, and a bar beside it where there is room. */
async function drawn({ width, height, colour }: Look["logo"]): Promise<Buffer> {
  const middle = height / 2;
  const bar = `<rect x="${height + 20}" y="${middle - 22}" width="${width - height - 40}" height="44" fill="${colour}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <circle cx="${middle}" cy="${middle}" r="${middle - 6}" fill="none" stroke="${colour}" stroke-width="12"/>
    ${width > height ? bar : ""}</svg>`;
  return await sharp(Buffer.from(svg)).png().toBuffer();
}

test("partners' own colour and logo", async ({ browser, portal, mailbox }) => {
  const staff = await openDesk(browser, portal, mailbox);
  const { page } = await newcomer(browser, { portal, mailbox }, "Toko Kelontong Berkah");
  const rows = [];
  for (const { key, name, accent, logo } of looks) {
    const reading = readAccent(accent);
    await saveSetting(staff.page, "saveLook", { name, accent: reading.ok ? accent : reading.nearest });
    await expect(await staff.page.request.put("/api/logo", { data: await drawn(logo) })).toBeOK();
    await page.goto("/onboarding");
    await page.waitForLoadState("networkidle");
    const shots = [];
    for (const scheme of ["light", "dark"] as const)
      for (const view of [phone, tablet]) shots.push(await shoot(page, `partner-${key}`, view, scheme));
    rows.push({ ground: "#8d8c88", shots });
  }
  await hang("partners", rows);
});
