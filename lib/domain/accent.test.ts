import fc from "fast-check";
import { expect, it, test } from "vitest";
import {
  type AccentReading,
  contrast,
  grounds,
  isReadable,
  minContrast,
  ownTones,
  readAccent,
  tonesOf,
} from "./accent";

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
const tones = (reading: AccentReading) => (reading.ok ? reading.tones : null);

test("contrast is that of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

it("derives tones that can be read in both schemes from every colour that it takes", () => {
  fc.assert(
    fc.property(colours, (hex) => {
      const found = tones(readAccent(hex));
      if (!found) return;
      for (const scheme of ["light", "dark"] as const) {
        expect(isReadable(found[scheme], scheme)).toBe(true);
        expect(contrast(found[scheme].fill, found[scheme].ink)).toBeGreaterThanOrEqual(minContrast);
        expect(contrast(found[scheme].fill, grounds[scheme].card)).toBeGreaterThanOrEqual(minContrast);
      }
    }),
    { numRuns: 400 },
  );
});

it("offers a colour in place of one that it refuses, and takes that one", () => {
  fc.assert(
    fc.property(colours, (hex) => {
      const reading = readAccent(hex);
      if (reading.ok) return;
      expect(readAccent(reading.nearest).ok).toBe(true);
    }),
    { numRuns: 400 },
  );
});

it.each(["#0b6b5d", "#03ac0e", "#ee4d2d", "#1a73e8", "#000000", "#8e24aa", "#00aed6"])("takes %s", (hex) => {
  expect(readAccent(hex).ok).toBe(true);
});

it.each(["#ffffff", "#ffff00", "#ffe082", "#e0f7fa", "#ffc107"])("refuses %s", (hex) => {
  expect(readAccent(hex).ok).toBe(false);
});

it("keeps a dark colour as it is on paper", () => {
  expect(tones(readAccent("#7a1f2b"))?.light.fill).toBe("#7a1f2b");
});

it("paints with the portal's own tones when there is no colour, or none that can be read", () => {
  expect(tonesOf("")).toEqual(ownTones);
  expect(tonesOf("red")).toEqual(ownTones);
  expect(tonesOf("#ffffff")).toEqual(ownTones);
  expect(isReadable(ownTones.light, "light") && isReadable(ownTones.dark, "dark")).toBe(true);
});

it.each(["#000000", "#0d0d0d", "#555555"])(
  "paints %s nearly white in the dark, where grey looks switched off",
  (hex) => {
    const dark = tones(readAccent(hex))?.dark;
    expect(contrast(dark?.fill ?? "", grounds.dark.card)).toBeGreaterThan(12);
  },
);
