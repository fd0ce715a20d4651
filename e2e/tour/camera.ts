/**
 * Photographs pages as docs/tour.md shows them: phone, tablet and computer beside each other, the light scheme above the
 * dark one. `TOUR_FULL` names a folder that gets every screenshot in full size too, to look at closely.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";

export type Scheme = "light" | "dark";
type View = { width: number; height: number };
type Shot = View & { image: Buffer };
type Row = { ground: string; shots: Shot[] };

export const phone = { width: 360, height: 780 };
export const tablet = { width: 768, height: 1024 };
const computer = { width: 1440, height: 900 };
const schemes = { light: "#d9d6cf", dark: "#3b403d" } as const;
const sheet = { width: 794, height: 1123 };
/** The margins that app/globals.css wants on A4, in pixels. */
const margin = { left: 53, top: 60 };

const folder = "docs/tour";
const scale = 0.5;
const gap = 16;

const touched = new WeakSet<Page>();

/**
 * From now on a finger uses the page, to which it offers the camera, and no mouse, which could drop files. There is no way
 * back for a page, so a stop where it matters takes a new one.
 */
async function touch(page: Page): Promise<void> {
  if (touched.has(page)) return;
  touched.add(page);
  const device = await page.context().newCDPSession(page);
  await device.send("Emulation.setTouchEmulationEnabled", { enabled: true });
}

/** One screenshot of what the window shows, scaled down. */
export async function shoot(page: Page, name: string, view: View, scheme: Scheme, at?: Locator): Promise<Shot> {
  await page.setViewportSize(view);
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  if (view.width < computer.width) await touch(page);
  await (at ? at.evaluate((one) => one.scrollIntoView({ block: "center" })) : page.evaluate(() => scrollTo(0, 0)));
  // Two frames: charts and pinned lines follow the width of the window in the first.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const whole = await page.screenshot();
  if (process.env.TOUR_FULL) {
    mkdirSync(process.env.TOUR_FULL, { recursive: true });
    await sharp(whole).toFile(join(process.env.TOUR_FULL, `${name}-${view.width}-${scheme}.png`));
  }
  return await scaled(whole, view);
}

async function scaled(whole: Buffer, view: View): Promise<Shot> {
  const [width, height] = [Math.round(view.width * scale), Math.round(view.height * scale)];
  return { width, height, image: await sharp(whole).resize(width, height).png().toBuffer() };
}

/** Puts rows of screenshots into one picture. */
export async function hang(name: string, rows: readonly Row[]): Promise<void> {
  const widths = rows.map(({ shots }) => shots.reduce((sum, shot) => sum + shot.width + gap, gap));
  const width = Math.max(...widths);
  const layers = [];
  let top = 0;
  for (const { ground, shots } of rows) {
    const height = Math.max(...shots.map((shot) => shot.height)) + 2 * gap;
    layers.push({ input: { create: { width, height, channels: 3 as const, background: ground } }, left: 0, top });
    let left = gap;
    for (const shot of shots) {
      layers.push({ input: shot.image, left, top: top + gap });
      left += shot.width + gap;
    }
    top += height;
  }
  mkdirSync(folder, { recursive: true });
  await sharp({ create: { width, height: top, channels: 3, background: "#000000" } })
    .composite(layers)
    .webp({ quality: 75, effort: 6 })
    .toFile(join(folder, `${name}.webp`));
}

/**
 * The picture of a stop of the tour.
 * @param at what must be in sight, where it is not at the top of the page
 */
export async function picture(page: Page, name: string, at?: Locator, views: View[] = [phone, tablet, computer]) {
  const before = page.viewportSize();
  const rows = { light: [] as Shot[], dark: [] as Shot[] };
  // The widest first: see touch.
  for (const view of views.toReversed()) {
    for (const scheme of ["light", "dark"] as const) {
      rows[scheme].unshift(await shoot(page, name, view, scheme, at));
    }
  }
  await hang(name, [
    { ground: schemes.light, shots: rows.light },
    { ground: schemes.dark, shots: rows.dark },
  ]);
  if (before) await page.setViewportSize(before);
}

/** Opens a page and takes its picture once everything that belongs to it has arrived. */
export async function pictureOf(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  await picture(page, name);
}

/** The first sheet of paper that a printer makes of a page, whatever the scheme. */
export async function printed(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  await page.emulateMedia({ media: "print" });
  const inner = { width: sheet.width - 2 * margin.left, height: sheet.height - 2 * margin.top };
  await page.setViewportSize(inner);
  const ink = await page.screenshot();
  const paper = sharp({ create: { ...sheet, channels: 3, background: "#ffffff" } }).composite([
    { input: ink, ...margin },
  ]);
  const whole = await paper.png().toBuffer();
  await hang(name, [{ ground: schemes.light, shots: [{ ...sheet, image: whole }] }]);
  await page.emulateMedia({ media: null });
  if (before) await page.setViewportSize(before);
}

/** A mail as a mail program shows it, narrow and wide. */
export async function mailed(page: Page, html: string | null, name: string): Promise<void> {
  if (!html) throw new Error(`The mail for ${name} has no HTML.`);
  // A page of its own: the portal's take no markup.
  const program = await page.context().newPage();
  await program.setContent(html);
  await program.waitForLoadState("networkidle");
  await picture(program, name, undefined, [phone, { width: 640, height: 780 }]);
  await program.close();
}
