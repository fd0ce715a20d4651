/** What browsers fetch once a version, compressed once a build: far better than a server may while somebody waits. */
import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const compressible = /\.(?:js|css|svg|txt|json|wasm)$/;

const [brotlied, gzipped] = [promisify(brotliCompress), promisify(gzip)];

/** Writes a `.br` and a `.gz` beside each file of the folder that gets smaller by it. */
export async function compressStatic(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => compressible.test(file));
  await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const content = await readFile(path);
      const [small, common] = await Promise.all([
        brotlied(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
        gzipped(content, { level: 9 }),
      ]);
      if (small.length < content.length) await writeFile(`${path}.br`, small);
      if (common.length < content.length) await writeFile(`${path}.gz`, common);
    }),
  );
}
