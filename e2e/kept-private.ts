/** What a page leaves behind where others can read it: addresses (histories, logs of servers) and the browser's own stores. */
import type { BrowserContext, Page } from "@playwright/test";

/** Addresses of mail, NIK and NPWP, telephone numbers. Our own ids are hexadecimal with hyphens. */
const personal = /@|%40|(?<![\da-f-])\d{15,16}(?![\da-f-])|(?<![\da-f-])(\+|%2B)?(62|0)8\d{7,}(?![\da-f-])/i;

/** Whether something in an address belongs to a person. */
export const isTelling = (url: string): boolean => {
  const { pathname, search, hash } = new URL(url);
  return personal.test(pathname + search + hash);
};

const telling: string[] = [];

/** From now on what the pages of a browser ask for is looked at, until the end of the test (e2e/fixtures). */
export function watchAddresses(context: BrowserContext): void {
  context.on("request", (request) => {
    if (isTelling(request.url())) telling.push(request.url());
  });
}

/** The addresses that told of a person since it was last asked. */
export const tellingAddresses = (): string[] => telling.splice(0);

/** Everything that scripts could read from the browser's stores later: should be nothing. */
export async function keptInBrowser(page: Page): Promise<string[]> {
  return await page.evaluate(async () => [
    ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `indexedDB ${name}`),
    ...(await caches.keys()).map((key) => `caches ${key}`),
    ...(document.cookie ? [`cookie ${document.cookie}`] : []),
  ]);
}
