/**
 * The digests of the build's styles. Next writes them into each page as they stand in their files (`experimental.inlineCss`), and React
 * puts no nonce on them, so a page's policy names them by what they hold.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const shared = globalThis as typeof globalThis & { sambutStyles?: readonly string[] };

/** Called once, by the server before Next. @param folder the build's `.next/static` */
export function readInlinedStyles(folder: string): void {
  shared.sambutStyles = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".css"))
    .map(
      (file) =>
        `'sha256-${createHash("sha256")
          .update(readFileSync(join(folder, file)))
          .digest("base64")}'`,
    );
}

/** As a Content-Security-Policy names them; none where pages only link to their styles. */
export const inlinedStyles = (): readonly string[] => shared.sambutStyles ?? [];
