/** One look at one page as a slow phone has it: Lighthouse's own phone, with the bytes that went over the wire. */
import { gzipSync } from "node:zlib";
import lighthouse from "lighthouse";

export type Figures = {
  /** Milliseconds. */
  lcp: number;
  tbt: number;
  /** Layout shift, without a unit. */
  cls: number;
  /** With gzip, whatever each server does: what is compared is what is sent. */
  scriptBytes: number;
  /** As they were transferred. */
  allBytes: number;
};

/**
 * How Lighthouse makes the phone slow, with the same figures for its network and its processor. `devtools` slows the browser down and
 * measures what then happens. `simulate` loads at full speed and estimates; its LCP counts every script that had arrived before the
 * real paint, which without a network between is nearly all of them.
 */
type SlowBy = "devtools" | "simulate";

type NetworkItem = { url: string; resourceType?: string; transferSize?: number };

const sizes = new Map<string, number>();

async function gzipSize(url: string): Promise<number> {
  const known = sizes.get(url);
  if (known !== undefined) return known;
  const size = gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
  sizes.set(url, size);
  return size;
}

/**
 * @param port of the browser's debugging door
 * @param cookie of whom the page is for; empty for nobody
 * @throws Error when the page did not answer as itself
 */
export async function measurePage(port: number, url: string, cookie: string, slowBy: SlowBy): Promise<Figures> {
  const result = await lighthouse(
    url,
    {
      port,
      output: "json",
      logLevel: "error",
      onlyCategories: ["performance"],
      throttlingMethod: slowBy,
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
  const scripts = items.filter(({ resourceType }) => resourceType === "Script");
  const scriptSizes = await Promise.all(scripts.map(({ url: script }) => gzipSize(script)));
  return {
    lcp: number("largest-contentful-paint"),
    tbt: number("total-blocking-time"),
    cls: number("cumulative-layout-shift"),
    scriptBytes: scriptSizes.reduce((bytes, size) => bytes + size, 0),
    allBytes: items.reduce((bytes, { transferSize = 0 }) => bytes + transferSize, 0),
  };
}
