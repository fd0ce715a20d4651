/** What every page of the portal keeps to, whatever it shows. */
import { expect, type Page } from "@playwright/test";
import en from "../messages/en.json" with { type: "json" };
import id from "../messages/id.json" with { type: "json" };
import { keptInBrowser } from "./kept-private";
import { expectGood } from "./page-rules";
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
  const { origin } = new URL(page.url());
  await page.context().addCookies([{ name: "sambut-locale", value: locale, url: origin, httpOnly: true }]);
  const scriptBytes = countScripts(page);
  await page.goto(path);
  const where = `${path} (${locale})`;
  expect.soft(page.url(), where).toBe(new URL(path, page.url()).href);
  await expect.soft(page.locator("html"), where).toHaveAttribute("lang", locale);
  await expect.soft(page.getByRole("heading", { level: 1 }), where).toHaveCount(1);
  expect.soft(await page.title(), where).not.toBe("");
  if (/^\/(desk|onboarding)/.test(path)) {
    await expect.soft(page.locator('form[action="/sign-out"]').getByRole("button"), where).toBeVisible();
  }
  await prepare?.();
  // The desk is worked at on a computer, where letters twice as large have room.
  if (whole) await expectGood(page, where, { inLargeLetters: !path.startsWith("/desk") });
  expect.soft(untranslated(await wordsOf(page)), where).toEqual([]);
  const bytes = scriptBytes();
  // The desk is worked at on a computer all day; everybody else may hold a cheap phone.
  if (!path.startsWith("/desk")) expect.soft(bytes, `${where}: script`).toBeLessThanOrEqual(scriptBudgetBytes);
  expect.soft(await keptInBrowser(page), `${where}: kept in the browser`).toEqual([]);
  page.off("console", hearConsole).off("pageerror", hearError);
  expect.soft(problems, `${where}: errors in the console`).toEqual([]);
}
