/** HEIC, the format of iPhones and of some Android cameras, for browsers that do not know it. Runs in the photo worker. */

type HeifImage = {
  get_width(): number;
  get_height(): number;
  /** Fills `data` with RGBA, turned as the file says; null when it cannot. */
  display(into: ImageData, done: (result: ImageData | null) => void): void;
};
type Libheif = { HeifDecoder: new () => { decode(content: Uint8Array): HeifImage[] } };
/** What libheif-js puts into a worker: all of it is there when it returns. */
type Scope = { importScripts: (url: string) => void; libheif: (options: { locateFile: () => string }) => Libheif };

/** The first bytes of a HEIC or HEIF file: a box `ftyp` whose brand is one of these. */
const brands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** Whether a file is HEIC by its content; its name and type are not believed. */
export async function isHeicContent(file: Blob): Promise<boolean> {
  const head = new TextDecoder("latin1").decode(await file.slice(4, 12).arrayBuffer());
  return head.startsWith("ftyp") && brands.includes(head.slice(4));
}

/**
 * Half a megabyte: only who chooses a HEIC fetches it. Its two files stay as their makers published them (THIRD_PARTY.md).
 * Null where they do not arrive.
 */
export function loadHeicDecoder(): Libheif | null {
  const scope = self as unknown as Scope;
  const wasm = String(new URL("libheif-js/libheif-wasm/libheif.wasm", import.meta.url));
  try {
    scope.importScripts(String(new URL("libheif-js/libheif-wasm/libheif.js", import.meta.url)));
    return scope.libheif({ locateFile: () => wasm });
  } catch {
    return null;
  }
}

/** The photo's pixels, upright. Fails where the file is damaged. */
export async function decodeHeic(libheif: Libheif, file: Blob): Promise<ImageData> {
  const [image] = new libheif.HeifDecoder().decode(new Uint8Array(await file.arrayBuffer()));
  if (!image) throw new Error("there is no picture in it");
  const pixels = new ImageData(image.get_width(), image.get_height());
  return await new Promise((resolve, reject) =>
    image.display(pixels, (result) => (result ? resolve(result) : reject(new Error("it cannot be decoded")))),
  );
}
