/**
 * Finds a Chromium for the end-to-end tests: Playwright's own, then one that the system has, then the one inside the
 * npm package. Never installs anything outside node_modules; each candidate must really open a page.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { z } from "zod";

export const browserSchema = z.object({
  name: z.string(),
  executablePath: z.string(),
  env: z.record(z.string(), z.string()),
});
export type Browser = z.infer<typeof browserSchema>;

export const browserProblem =
  "No Chromium works here: install Chrome or Chromium with your system's packages, or run `npx playwright install --with-deps chromium`, or set CHROMIUM_PATH to one.";

/** The shell first: Chromium without its windows does the same in half the time where there is no graphics card. */
const systemNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
];
const systemPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  `${process.env.PROGRAMFILES ?? "C:\\Program Files"}\\Google\\Chrome\\Application\\chrome.exe`,
];

function systemBrowsers(): string[] {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/snap/bin"].filter(Boolean);
  const onPath = systemNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...new Set([...onPath, ...systemPlaces])].filter((path) => existsSync(path));
}

/** The first browser that opens a page, or undefined. */
export async function findBrowser(): Promise<Browser | undefined> {
  const chosen = process.env.CHROMIUM_PATH;
  const installed = [...(chosen ? [chosen] : [chromium.executablePath(), ...systemBrowsers()])].filter((path) =>
    existsSync(path),
  );
  for (const executablePath of installed) {
    const browser = { name: executablePath, executablePath, env: {} };
    if (await opensAPage(browser)) return browser;
  }
  if (chosen) return undefined;
  const packed = npmBrowser();
  if (!packed) return undefined;
  // Its own libraries only where the system lacks them: elsewhere the system's fit better.
  const plain = { name: "@sparticuz/chromium", executablePath: packed.executablePath, env: packed.fonts };
  if (await opensAPage(plain)) return plain;
  const whole = {
    ...plain,
    name: `${plain.name}, with its own libraries`,
    env: { ...packed.fonts, ...packed.libraries },
  };
  return (await opensAPage(whole)) ? whole : undefined;
}

async function opensAPage({ executablePath, env }: Browser): Promise<boolean> {
  try {
    const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env }, timeout: 30_000 });
    const page = await browser.newPage();
    await page.setContent("<p>Sambut</p>");
    const text = await page.textContent("p");
    await browser.close();
    return text === "Sambut";
  } catch {
    return false;
  }
}

type NpmBrowser = { executablePath: string; fonts: Record<string, string>; libraries: Record<string, string> };

/** Unpacks the package's Chromium beside it, once a version. */
function npmBrowser(): NpmBrowser | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const packageFolder = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../..");
  const { version } = z.object({ version: z.string() }).parse(readJson(join(packageFolder, "package.json")));
  const folder = resolve(`node_modules/.cache/sambut/chromium-${version}`);
  if (!existsSync(folder) && !unpack(join(packageFolder, "bin"), folder)) return undefined;
  return {
    executablePath: join(folder, "chromium"),
    fonts: { FONTCONFIG_PATH: join(folder, "fonts") },
    libraries: {
      LD_LIBRARY_PATH: [join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
    },
  };
}

/** Into a folder aside that is renamed at the end, so that an interrupted start leaves nothing half done. */
function unpack(bin: string, folder: string): boolean {
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  const inflated = (name: string) => brotliDecompressSync(readFileSync(join(bin, name)));
  const untar = (name: string, into: string) => {
    mkdirSync(join(aside, into), { recursive: true });
    return spawnSync("tar", ["-xf", "-", "-C", join(aside, into)], { input: inflated(name) }).status === 0;
  };
  writeFileSync(join(aside, "chromium"), inflated("chromium.br"));
  chmodSync(join(aside, "chromium"), 0o755);
  const ok = untar("al2023.tar.br", "al2023") && untar("fonts.tar.br", "fonts") && untar("swiftshader.tar.br", ".");
  if (ok) renameSync(aside, folder);
  else rmSync(aside, { recursive: true, force: true });
  return ok;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
