import { expect, test } from "vitest";
import { namedIn } from "./mentions";

const people = ["Budi", "Budi Santoso", "Sari", "Åsa", "Budi (Depok)"].map((name, index) => ({ id: index, name }));

test.each([
  ["@Budi Santoso tolong", ["Budi Santoso"]],
  ["@budi santoso dan @Budi, tolong", ["Budi", "Budi Santoso"]],
  ["@Budi", ["Budi"]],
  ["(@Budi) @Sari!", ["Budi", "Sari"]],
  ["@Budiman @Sariwati @Budi2", []],
  ["@Budiman, bukan @Budi.", ["Budi"]],
  ["@Budi Santosoo", ["Budi"]],
  ["@åsa", ["Åsa"]],
  ["@Budi (Depok)", ["Budi (Depok)"]],
  ["Budi Santoso", []],
])("%s", (text, names) => {
  expect(namedIn(text, people).map(({ name }) => name)).toEqual(names);
});

test("of two with one name both are named", () => {
  const two = [...people, { id: 9, name: "Budi" }];
  expect(namedIn("@Budi", two).map(({ id }) => id)).toEqual([0, 9]);
});
