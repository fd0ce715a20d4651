import { expect, test } from "vitest";
import { attemptsFor, fitted, isFine, isWithin, mostBytes, type PhotoWish } from "./photo-fit";

const wish: PhotoWish = { types: ["image/jpeg", "image/png"], maxBytes: 15_000_000, isLookedAt: true };
const jpeg = (size: number) => ({ type: "image/jpeg", size });

test("a photo stays as it was chosen while it has no needless pixels and goes in one piece", () => {
  expect(isFine(jpeg(4_000_000), 2800, wish)).toBe(true);
  expect(isFine(jpeg(4_000_001), 2800, wish)).toBe(false);
  expect(isFine(jpeg(900_000), 4000, wish)).toBe(false);
  expect(isFine({ type: "image/webp", size: 1 }, 100, wish)).toBe(false);
  expect(isWithin(jpeg(900_000), wish)).toBe(true);
});

test("the slot's own limit counts where it is the lower one", () => {
  expect(mostBytes(wish)).toBe(4_000_000);
  expect(mostBytes({ ...wish, maxBytes: 300_000 })).toBe(300_000);
});

test("every attempt is smaller than the one before, and PNG stays PNG only where no JPEG is taken", () => {
  const attempts = attemptsFor(wish);
  expect(attempts.every(({ mediaType }) => mediaType === "image/jpeg")).toBe(true);
  const weights = attempts.map(({ longSidePx, quality }) => longSidePx * quality);
  expect(weights).toEqual([...weights].sort((one, other) => other - one));
  const png = attemptsFor({ ...wish, types: ["image/png"] });
  expect(png.map(({ mediaType, longSidePx }) => [mediaType, longSidePx])).toEqual([
    ["image/png", 2800],
    ["image/png", 2000],
    ["image/png", 1400],
    ["image/png", 1000],
  ]);
});

test("fits a photo by its long side and never makes it larger", () => {
  expect(fitted(4000, 3000, 2800)).toEqual({ width: 2800, height: 2100 });
  expect(fitted(3000, 4000, 2800)).toEqual({ width: 2100, height: 2800 });
  expect(fitted(640, 480, 2800)).toEqual({ width: 640, height: 480 });
  expect(fitted(9000, 1, 1000)).toEqual({ width: 1000, height: 1 });
});
