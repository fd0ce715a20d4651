/** What a page keeps to as it stands on the screen: accessible in both schemes, whole on a small phone and in large letters, at rest. */
import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds wrong; its script goes into a page once, and works out no more than is asked for. */
async function violations(page: Page, rules: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return await page.evaluate(async (runOnly) => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    const found = await run(document, { runOnly, resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  }, rules);
}

async function expectAccessible(page: Page, where: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // In the dark nothing but the colours differs.
    const found = await violations(page, colorScheme === "light" ? tags : ["color-contrast"]);
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

/** What does not fit: the page itself, what is cut off, and controls or words that lie on each other. */
function notFitting(): string[] {
  const nameOf = (element: Element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const width = document.documentElement.clientWidth;
  const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  // What only screen readers find is clipped to nothing.
  const isSpoken = (element: Element) => {
    for (let one: Element | null = element; one; one = one.parentElement) {
      if (getComputedStyle(one).clipPath === "inset(50%)") return true;
    }
    return false;
  };
  const all = [...document.body.querySelectorAll("*")].filter((element) => isSeen(element) && !isSpoken(element));
  const wide =
    document.documentElement.scrollWidth > width
      ? all.filter((element) => element.getBoundingClientRect().right > width + 0.5).slice(-3)
      : [];
  const native = "input, textarea, select, video, img, svg, canvas, svg *";
  const cut = all.filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const cutsOff = (how: string) => how === "hidden" || how === "clip";
    return (
      !element.matches(native) &&
      ((cutsOff(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (cutsOff(overflowY) && element.scrollHeight > element.clientHeight + 1))
    );
  });
  const reachesOut = (one: Element) => {
    const { right, bottom } = one.getBoundingClientRect();
    const out = [...one.querySelectorAll("*")].filter((inner) => {
      const box = inner.getBoundingClientRect();
      return box.right > right + 1 || box.bottom > bottom + 1;
    });
    return out.at(-1) ?? one;
  };
  // What opens over the page, or stays at its edge, may lie on it.
  const isAbove = (element: Element) => {
    for (let one: Element | null = element; one; one = one.parentElement) {
      const { position } = getComputedStyle(one);
      if (position === "absolute" || position === "fixed" || position === "sticky") return true;
    }
    return false;
  };
  const placed = all.filter((element) => !isAbove(element) && !element.closest("svg"));
  const controls = placed.filter((element) => element.matches("a, button, input, select, textarea, summary"));
  const wordsIn = (element: Element) =>
    [...element.childNodes].flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() ? [...range.getClientRects()] : [];
    });
  const lie = (one: DOMRect, other: DOMRect) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 6;
  const onEachOther = (elements: Element[], boxesOf: (element: Element) => DOMRect[]) => {
    const boxes = elements.map((element) => ({ element, boxes: boxesOf(element) }));
    return boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(({ element }) => !one.element.contains(element) && !element.contains(one.element))
        .filter((other) => one.boxes.some((box) => other.boxes.some((another) => lie(box, another))))
        .map(({ element }) => `${nameOf(element)} lies on ${nameOf(one.element)}`),
    );
  };
  const on = [...onEachOther(controls, (element) => [...element.getClientRects()]), ...onEachOther(placed, wordsIn)];
  return [
    ...wide.map((one) => `wide: ${nameOf(one)}`),
    ...cut.map((one) => `cut off: ${nameOf(one)}, at ${nameOf(reachesOut(one))}`),
    ...on,
  ];
}

/** 320 pixels wide, and with letters twice as large as usual on a phone of 360. */
async function expectFits(page: Page, where: string, { inLargeLetters }: { inLargeLetters: boolean }): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  // Charts are drawn anew a moment after the window has another size.
  const softly = expect.configure({ soft: true });
  const misfits = async () => await page.evaluate(notFitting);
  await softly.poll(misfits, `${where}, at 320 px`).toEqual([]);
  if (inLargeLetters) {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    await softly.poll(misfits, `${where}, in large letters`).toEqual([]);
    await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  }
  if (before) await page.setViewportSize(before);
}

/** For who asked for less motion nothing moves for longer than 10 ms, now or when something changes. */
async function expectAtRest(page: Page, where: string): Promise<void> {
  const moving = await page.evaluate(() => {
    const longest = (times: string) => Math.max(...times.split(",").map((time) => Number.parseFloat(time)));
    const moves = ["", "::before", "::after"].flatMap((pseudo) =>
      [...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element, pseudo || null);
        return (
          longest(style.transitionDuration) > 0.01 ||
          (style.animationName !== "none" &&
            longest(style.animationDuration) * longest(style.animationIterationCount.replace("infinite", "1e9")) >
              0.01) ||
          style.scrollBehavior === "smooth"
        );
      }),
    );
    return moves.map((element) => element.outerHTML.slice(0, 140));
  });
  expect.soft(moving, `${where}: moves`).toEqual([]);
}

/** Holds what is on the screen to all of it; soft, so that one run tells everything. */
export async function expectGood(page: Page, where: string, { inLargeLetters = true } = {}): Promise<void> {
  await expectAccessible(page, where);
  await expectFits(page, where, { inLargeLetters });
  await expectAtRest(page, where);
}

/**
 * Holds what shows only when people act to the same rules, where it stands and without loading it anew; then in the other
 * language, into which it is changed in place, as people do. Ends in the language in which it began.
 * @param again opens anew what a press beside it closes, such as a list; `null` where the language cannot be changed now
 */
export async function checkState(page: Page, where: string, again: (() => Promise<void>) | null = async () => {}) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const first = await page.locator("html").getAttribute("lang");
  await expectGood(page, `${where} (${first})`);
  if (again) {
    await changeLanguage(page, first === "id" ? "en" : "id");
    await again();
    await expectGood(page, `${where} (in the other language)`);
    await changeLanguage(page, first === "id" ? "id" : "en");
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}

async function changeLanguage(page: Page, to: "id" | "en"): Promise<void> {
  const name = to === "en" ? /^English/ : /^Bahasa Indonesia/;
  await page.getByRole("banner").getByRole("button", { name }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", to);
}
