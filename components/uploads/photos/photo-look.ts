/** What a photo looks like to whoever has to read it: told from a small grey copy, without knowing what is on it. */

/** What may be wrong with a photo that can be opened; the person decides. */
export type PhotoDoubt = "blurred" | "dark" | "small";

/** Grey values, 0 to 255, row by row. */
export type Grey = { values: Uint8Array; width: number; height: number };

/** The long side of the copy on which the limits below were found, in pixels. */
export const lookSidePx = 640;

/**
 * The variance of the Laplacian where the photo is sharpest. Drawn cards, papers, faces and shops, blurred by 12 of 3,000 pixels so that
 * nobody reads them, have 3 to 19; the same blurred by 3, as a phone may do, have 210 and more, also where card and letters hardly differ.
 */
const leastSharpness = 60;
/** The mean of a photo in which letters can be told from a card only by somebody who knows them. */
const leastLight = 45;
/** A card that fills a photo of 600 pixels has letters of 25: below that small print runs together. */
const leastShortSidePx = 600;

/** Tiles to a row: a card in the middle of a table is sharp in few places, and the table nowhere. */
const tilesAcross = 16;
/** One tile in so many counts as the sharpest, or the quietest: a single one is a scratch or a reflection. */
const oneOf = 10;

/** Grey of RGBA pixels, as bright as they look (ITU-R BT.601). */
export function greyOf(rgba: Uint8ClampedArray, width: number, height: number): Grey {
  const values = new Uint8Array(width * height);
  for (let at = 0; at < values.length; at += 1) {
    const [red = 0, green = 0, blue = 0] = [rgba[4 * at], rgba[4 * at + 1], rgba[4 * at + 2]];
    values[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return { values, width, height };
}

/** The variance of the Laplacian over one tile. */
function edgesIn({ values, width, height }: Grey, left: number, top: number, side: number): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = Math.max(top, 1); y < Math.min(top + side, height - 1); y += 1) {
    for (let x = Math.max(left, 1); x < Math.min(left + side, width - 1); x += 1) {
      const at = y * width + x;
      const beside =
        (values[at - 1] ?? 0) + (values[at + 1] ?? 0) + (values[at - width] ?? 0) + (values[at + width] ?? 0);
      const laplacian = beside - 4 * (values[at] ?? 0);
      sum += laplacian;
      squares += laplacian * laplacian;
      count += 1;
    }
  }
  return count > 0 ? squares / count - (sum / count) ** 2 : 0;
}

const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

/**
 * How much sharper the sharpest tenth of a picture is than its quietest: 0 for a plain surface. A sensor's noise in little light
 * looks like edges, and is everywhere.
 */
export function sharpnessOf(grey: Grey): number {
  const side = Math.max(8, Math.round(Math.max(grey.width, grey.height) / tilesAcross));
  const tiles: number[] = [];
  for (let top = 0; top < grey.height; top += side) {
    for (let left = 0; left < grey.width; left += side) tiles.push(edgesIn(grey, left, top, side));
  }
  tiles.sort((one, other) => one - other);
  const some = Math.ceil(tiles.length / oneOf);
  return meanOf(tiles.slice(-some)) - meanOf(tiles.slice(0, some));
}

/** The mean of a picture's grey, 0 for black to 255 for white. */
export function lightOf({ values }: Grey): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/**
 * What the person should look at again before the photo is sent. One that is dark is not called blurred too: the dark hides
 * the edges, and taking it again with more light is the answer to both.
 * @param grey a copy of at most `lookSidePx`
 * @param shortSidePx of the photo itself
 */
export function doubtsAbout(grey: Grey, shortSidePx: number): PhotoDoubt[] {
  const isDark = lightOf(grey) < leastLight;
  const isBlurred = !isDark && sharpnessOf(grey) < leastSharpness;
  return [
    ...(isDark ? (["dark"] as const) : []),
    ...(isBlurred ? (["blurred"] as const) : []),
    ...(shortSidePx < leastShortSidePx ? (["small"] as const) : []),
  ];
}
