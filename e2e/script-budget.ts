/** How much script a page of a merchant may bring over what any Next page brings, compressed, in bytes. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

export const scriptBudgetBytes = 60_000;

const sizes = new Map<string, number>();

function compressedSize(chunk: string): number {
  const known = sizes.get(chunk);
  if (known !== undefined) return known;
  const size = gzipSync(readFileSync(`.next/static/chunks/${chunk}`)).length;
  sizes.set(chunk, size);
  return size;
}

/** What every page of the build brings: React and Next's own part. A bare Next page has a little more. */
function sharedBytes(): number {
  const { rootMainFiles } = JSON.parse(readFileSync(".next/build-manifest.json", "utf8")) as {
    rootMainFiles: string[];
  };
  return rootMainFiles.reduce((bytes, file) => bytes + compressedSize(file.split("/").at(-1) ?? ""), 0);
}

/** Counts the scripts of a page from now on. @returns a function that says how many bytes they are over the shared ones */
export function countScripts(page: Page): () => number {
  const chunks = new Set<string>();
  const hear = (request: { url: () => string }) => {
    const chunk = /\/_next\/static\/chunks\/([^/?]+\.js)/.exec(request.url())?.[1];
    if (chunk) chunks.add(chunk);
  };
  page.on("request", hear);
  return () => {
    page.off("request", hear);
    return [...chunks].reduce((bytes, chunk) => bytes + compressedSize(chunk), 0) - sharedBytes();
  };
}
