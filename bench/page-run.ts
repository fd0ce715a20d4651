/** One look at one page as a slow phone has it: Lighthouse's own, with the bytes that went over the wire. */
import lighthouse from "lighthouse";

export type Figures = {
  /** Milliseconds. */
  lcp: number;
  tbt: number;
  /** Layout shift, without a unit. */
  cls: number;
  /** Compressed, as they were transferred. */
  scriptBytes: number;
  allBytes: number;
};

type NetworkItem = { resourceType?: string; transferSize?: number };

/**
 * @param port of the browser's debugging door
 * @param cookie of whom the page is for; empty for nobody
 * @throws Error when the page did not answer as itself
 */
export async function measurePage(port: number, url: string, cookie: string): Promise<Figures> {
  const result = await lighthouse(
    url,
    {
      port,
      output: "json",
      logLevel: "error",
      onlyCategories: ["performance"],
      ...(cookie ? { extraHeaders: { Cookie: cookie } } : {}),
    },
    undefined,
  );
  const lhr = result?.lhr;
  if (!lhr || lhr.runtimeError) throw new Error(`${url}: ${lhr?.runtimeError?.message ?? "no result"}`);
  if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(url).pathname) {
    throw new Error(`${url} led to ${lhr.finalDisplayedUrl}`);
  }
  const number = (audit: string) => lhr.audits[audit]?.numericValue ?? Number.NaN;
  const requests = lhr.audits["network-requests"]?.details;
  const items = (requests?.type === "table" ? requests.items : []) as NetworkItem[];
  const sum = (some: NetworkItem[]) => some.reduce((bytes, { transferSize = 0 }) => bytes + transferSize, 0);
  return {
    lcp: number("largest-contentful-paint"),
    tbt: number("total-blocking-time"),
    cls: number("cumulative-layout-shift"),
    scriptBytes: sum(items.filter(({ resourceType }) => resourceType === "Script")),
    allBytes: sum(items),
  };
}
