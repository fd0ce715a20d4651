import { readdirSync, readFileSync, statSync } from "node:fs";
import { expect, it } from "vitest";

const pictures = readdirSync("docs/tour");
const shown = [...readFileSync("docs/tour.md", "utf8").matchAll(/!\[([^\]]+)\]\(tour\/([^)]+)\)/g)];

it("shows every picture of the tour once, each with words for those who do not see it", () => {
  expect(shown.map(([, , file]) => file).sort()).toEqual([...pictures].sort());
});

it("stays small enough to live in the repository", () => {
  const bytes = pictures.map((file) => statSync(`docs/tour/${file}`).size);
  expect(Math.max(...bytes)).toBeLessThan(120_000);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(3_000_000);
});
