/** What every page of the portal keeps to, whatever it shows. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import en from "../messages/en.json" with { type: "json" };
import id from "../messages/id.json" with { type: "json" };
import { countScripts, scriptBudgetBytes } from "./script-budget";

type Tree = { [key: string]: string | Tree };

function keysOf(tree: Tree, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

const allKeys = new Set([id, en].flatMap((messages: Tree) => keysOf(messages)));
const namespaces = Object.keys(id);
/** Keys below `errors` and `warnings` travel without their namespace, so they could show up without it too. */
const shortKeys = [...allKeys].flatMap((key) => /^(?:errors|warnings)\.(.+\..+)$/.exec(key)?.[1] ?? []);
const suspicious = new RegExp(
  `^(?:(?:${namespaces.join("|")})\\.[\\w.]+|${shortKeys.join("|").replaceAll(".", "\\.")})$`,
);

/** Words of a text that are message keys, known or not. */
export function untranslated(text: string): string[] {
  return text.split(/[\s"'()[\]{},;:!?]+/).filter((word) => suspicious.test(word));
}

/** Everything that a page says, also to screen readers. */
async function wordsOf(page: Page): Promise<string> {
  const spoken = await page.locator("body").ariaSnapshot();
  const attributes = await page
    .locator("[title],[placeholder],[alt],[aria-label]")
    .evaluateAll((all) =>
      all.flatMap((one) => ["title", "placeholder", "alt", "aria-label"].map((name) => one.getAttribute(name) ?? "")),
    );
  return [await page.title(), spoken, ...attributes].join("\n");
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function expectAccessible(page: Page, where: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // The pages have no frames of other sites, for which alone the slower way is needed.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    // In the dark nothing but the colours differs.
    const { violations } = await (colorScheme === "light"
      ? axe.withTags(tags)
      : axe.withRules("color-contrast")
    ).analyze();
    const found = violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(" | ")}`);
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

async function expectFitsPhone(page: Page, where: string): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  const widest = await page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > 320.5);
    return scrollWidth > 320 ? wide.map((one) => one.outerHTML.slice(0, 120)).slice(-3) : [];
  });
  expect.soft(widest, `${where} scrolls sideways at 320 px`).toEqual([]);
  if (before) await page.setViewportSize(before);
}

type Check = {
  locale: "id" | "en";
  whole: boolean;
  /** Brings the page into the state that is meant, such as something unfolded. */
  prepare?: () => Promise<void>;
};

/** Opens a page in one language and holds it to the rules; soft, so that one run tells everything. */
export async function checkPage(page: Page, path: string, { locale, whole, prepare }: Check) {
  const problems: string[] = [];
  const hearConsole = (message: { type: () => string; text: () => string }) => {
    if (message.type() === "error") problems.push(message.text());
  };
  const hearError = (error: Error) => problems.push(String(error));
  page.on("console", hearConsole).on("pageerror", hearError);
  await page.context().addCookies([{ name: "sambut-locale", value: locale, url: new URL(page.url()).origin }]);
  const scriptBytes = countScripts(page);
  await page.goto(path);
  const where = `${path} (${locale})`;
  expect.soft(page.url(), where).toBe(new URL(path, page.url()).href);
  await expect.soft(page.locator("html"), where).toHaveAttribute("lang", locale);
  await expect.soft(page.getByRole("heading", { level: 1 }), where).toHaveCount(1);
  expect.soft(await page.title(), where).not.toBe("");
  await prepare?.();
  if (whole) {
    await expectAccessible(page, where);
    await expectFitsPhone(page, where);
  }
  expect.soft(untranslated(await wordsOf(page)), where).toEqual([]);
  const bytes = scriptBytes();
  // The desk is worked at on a computer all day; everybody else may hold a cheap phone.
  if (!path.startsWith("/desk")) expect.soft(bytes, `${where}: script`).toBeLessThanOrEqual(scriptBudgetBytes);
  page.off("console", hearConsole).off("pageerror", hearError);
  expect.soft(problems, `${where}: errors in the console`).toEqual([]);
}
