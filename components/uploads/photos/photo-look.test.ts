import { expect, test } from "vitest";
import { doubtsAbout, type Grey, greyOf, lightOf, sharpnessOf } from "./photo-look";

const [width, height] = [640, 480];

/** Lines of letters, as strokes of two pixels, on a card that lies on a table. */
function card({ ink = 30, paper = 200, table = 110, part = 1 } = {}): Grey {
  const values = new Uint8Array(width * height).fill(table);
  const [right, bottom] = [width * part, height * part];
  for (let y = 20; y < bottom - 20; y += 1) {
    for (let x = 20; x < right - 20; x += 1) {
      const isLetter = y % 24 < 12 && (x * 7 + Math.floor(y / 24) * 13) % 11 < 4 && x % 40 < 34;
      values[y * width + x] = isLetter ? ink : paper;
    }
  }
  return { values, width, height };
}

/** As a shaking hand or a wrong focus has it: the mean of so many pixels to each side, twice. */
function blurred({ values: before }: Grey, radius: number): Grey {
  let values = before;
  for (const step of [1, width, 1, width]) {
    const from = values;
    values = from.map((_, at) => {
      let sum = 0;
      for (let away = -radius; away <= radius; away += 1) sum += from[at + away * step] ?? from[at] ?? 0;
      return sum / (2 * radius + 1);
    });
  }
  return { values, width, height };
}
/** A sensor's noise in little light, the same each time. */
function noisy({ values }: Grey, much: number): Grey {
  let seed = 7;
  const noise = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return (seed / 2_147_483_647 - 0.5) * 2 * much;
  };
  return { values: values.map((value) => Math.min(255, Math.max(0, value + noise()))), width, height };
}
const darker = ({ values }: Grey, by: number): Grey => ({ values: values.map((one) => one / by), width, height });

test("a sharp card is not doubted, however much table is around it or how faint its letters are", () => {
  expect(doubtsAbout(card(), 1200)).toEqual([]);
  expect(doubtsAbout(card({ part: 0.35 }), 1200)).toEqual([]);
  expect(doubtsAbout(card({ ink: 150, paper: 180 }), 1200)).toEqual([]);
  expect(doubtsAbout(blurred(card(), 1), 1200)).toEqual([]);
});

test("a card that nobody can read is called blurred, also where noise makes up for the edges", () => {
  expect(doubtsAbout(blurred(card(), 6), 1200)).toEqual(["blurred"]);
  expect(doubtsAbout(noisy(blurred(card(), 6), 3), 1200)).toEqual(["blurred"]);
  expect(sharpnessOf(blurred(card(), 6))).toBeLessThan(sharpnessOf(blurred(card(), 2)));
  expect(doubtsAbout({ values: new Uint8Array(width * height).fill(180), width, height }, 1200)).toEqual(["blurred"]);
});

test("a dark photo is called dark, and not blurred as well", () => {
  const night = darker(card(), 5);
  expect(lightOf(night)).toBeLessThan(45);
  expect(doubtsAbout(night, 1200)).toEqual(["dark"]);
  expect(doubtsAbout(darker(blurred(card(), 6), 5), 1200)).toEqual(["dark"]);
  expect(doubtsAbout(darker(card(), 2), 1200)).toEqual([]);
});

test("a small picture is told by its own short side, not by the copy's", () => {
  expect(doubtsAbout(card(), 599)).toEqual(["small"]);
  expect(doubtsAbout(card(), 600)).toEqual([]);
  expect(doubtsAbout(darker(card(), 5), 400)).toEqual(["dark", "small"]);
});

test("grey is as bright as the colour looks", () => {
  const colours = new Uint8ClampedArray([255, 255, 255, 255, 0, 255, 0, 255, 255, 0, 0, 255, 0, 0, 255, 255]);
  const { values } = greyOf(colours, 2, 2);
  expect([...values]).toEqual([255, 149, 76, 29]);
});

test("a picture of one pixel is measured all the same", () => {
  expect(sharpnessOf({ values: new Uint8Array([9]), width: 1, height: 1 })).toBe(0);
});
