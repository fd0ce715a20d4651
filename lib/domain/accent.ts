/** The partner's colour, and the tones that are derived from it so that what is painted with it stays readable. */

/** `fill` paints buttons and writes links, `ink` writes on it, `soft` lies behind chosen things. All `#rrggbb`. */
export type Tones = { fill: string; ink: string; soft: string };
export type AccentTones = { light: Tones; dark: Tones };

/** The portal's own colour, as app/globals.css has it. */
export const ownTones: AccentTones = {
  light: { fill: "#0b6b5d", ink: "#ffffff", soft: "#e5f2ef" },
  dark: { fill: "#5cc8b4", ink: "#06201b", soft: "#17302b" },
};

/** What the tones stand on: app/globals.css has the same. */
export const grounds = {
  light: { card: "#ffffff", others: ["#faf9f6", "#f4f2ec"], text: "#1a201d" },
  dark: { card: "#1a201d", others: ["#121614", "#202824"], text: "#eef1ee" },
} as const;

/** WCAG 2.2 AA for text of any size. */
export const minContrast = 4.5;

type Lch = { l: number; c: number; h: number };

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const toGamma = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

function linearOf(hex: string): [number, number, number] {
  const channel = (at: number) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

function hexOf(linear: readonly number[]): string {
  const pair = (value: number) =>
    Math.round(Math.min(1, Math.max(0, toGamma(value))) * 255)
      .toString(16)
      .padStart(2, "0");
  return `#${linear.map(pair).join("")}`;
}

/** Relative luminance (WCAG). */
function luminance(hex: string): number {
  const [r, g, b] = linearOf(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast between two colours `#rrggbb`, 1 to 21 (WCAG). */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

type Lab = [number, number, number];

function labOf(hex: string): Lab {
  const [r, g, b] = linearOf(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linearOfLab([light, a, b]: Lab): [number, number, number] {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function lchOf(hex: string): Lch {
  const [l, a, b] = labOf(hex);
  return { l, c: Math.hypot(a, b), h: Math.atan2(b, a) };
}

/** The colour on a screen; what a screen cannot show loses chroma until it can. */
function hexOfLch({ l, c, h }: Lch): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const linear = linearOfLab([l, c * share * Math.cos(h), c * share * Math.sin(h)]);
    if (linear.every((value) => value > -0.001 && value < 1.001)) return hexOf(linear);
  }
  return hexOf(linearOfLab([l, 0, 0]));
}

/** Two colours mixed in OKLab, as CSS `color-mix` does. `share` is of the first. */
function mixed(one: string, other: string, share: number): string {
  const [a, b] = [labOf(one), labOf(other)];
  const at = (index: 0 | 1 | 2) => a[index] * share + b[index] * (1 - share);
  return hexOf(linearOfLab([at(0), at(1), at(2)]));
}

const schemes = {
  light: { step: -0.005, softShare: 0.09 },
  dark: { step: 0.005, softShare: 0.14 },
} as const;

/** Whether everything that is written with these tones, on them or over them can be read. */
export function isReadable(tones: Tones, scheme: "light" | "dark"): boolean {
  const { card, others, text } = grounds[scheme];
  const pairs: [string, string][] = [
    ...[card, ...others, tones.soft, tones.ink].map((ground): [string, string] => [tones.fill, ground]),
    [text, tones.soft],
  ];
  return pairs.every(([one, other]) => contrast(one, other) >= minContrast);
}

/** Below this chroma (OKLab) a colour is black, grey or white to the eye. */
const greyish = 0.03;

function tonesFor(colour: Lch, scheme: "light" | "dark"): { tones: Tones; moved: number } {
  const { step, softShare } = schemes[scheme];
  // Pale in the dark from the start: a saturated tone in the middle swims before the eyes there, and a grey one looks switched off.
  const start = scheme === "dark" ? Math.max(colour.l, colour.c < greyish ? 0.92 : 0.72) : colour.l;
  const ink = scheme === "light" ? "#ffffff" : hexOfLch({ ...colour, l: 0.2, c: Math.min(colour.c, 0.04) });
  for (let l = start; l >= 0 && l <= 1; l += step) {
    const fill = hexOfLch({ ...colour, l });
    const tones = { fill, ink, soft: mixed(fill, grounds[scheme].card, softShare) };
    if (isReadable(tones, scheme)) return { tones, moved: Math.abs(l - colour.l) };
  }
  return { tones: ownTones[scheme], moved: 1 };
}

/** Made darker than this (in OKLab lightness, 0 to 1), a colour is another one: yellow turns brown. */
const furthest = 0.26;

export type AccentReading =
  | { ok: true; tones: AccentTones }
  /** Too light for text on paper; `nearest` is the same hue as dark as it has to be. */
  | { ok: false; nearest: string };

/** The tones of a colour `#rrggbb`, or that no text of this colour can be read on paper. */
export function readAccent(hex: string): AccentReading {
  const colour = lchOf(hex.toLowerCase());
  const light = tonesFor(colour, "light");
  if (light.moved > furthest) return { ok: false, nearest: light.tones.fill };
  return { ok: true, tones: { light: light.tones, dark: tonesFor(colour, "dark").tones } };
}

/** The tones to paint with: the portal's own for no colour, and for one that cannot be read. */
export function tonesOf(accent: string): AccentTones {
  const reading = /^#[0-9a-f]{6}$/i.test(accent) ? readAccent(accent) : null;
  return reading?.ok ? reading.tones : ownTones;
}
