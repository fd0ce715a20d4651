import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** How many items of level 1 and 2 each section of OWASP ASVS 5.0.0 has; they are numbered from 1. */
const sections = {
  ...{ "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1 },
  ...{ "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4 },
  ...{ "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4 },
  ...{ "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1 },
  ...{ "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3 },
  ...{ "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4 },
  ...{ "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7 },
  ...{ "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2 },
} as Record<string, number>;
const items = Object.entries(sections).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
);

const text = readFileSync("docs/security.md", "utf8");
const rows = text
  .slice(text.indexOf("## OWASP ASVS"))
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, ids = "", where = "", shown = ""]) => ({ ids, where, shown }));

/** `6.2.1 to 6.2.3, 7.1.1` as a list. */
function listed(ids: string): string[] {
  return ids.split(", ").flatMap((one) => {
    const [first = "", last] = one.split(" to ");
    if (!last) return [first];
    const section = first.slice(0, first.lastIndexOf("."));
    const [from, to] = [first, last].map((id) => Number(id.slice(id.lastIndexOf(".") + 1)));
    return Array.from({ length: (to ?? 0) - (from ?? 0) + 1 }, (_, index) => `${section}.${(from ?? 0) + index}`);
  });
}

it("answers every item of OWASP ASVS 5.0, levels 1 and 2, once", () => {
  const answered = rows.flatMap(({ ids }) => listed(ids));
  expect(items).toHaveLength(253);
  expect(items.filter((id) => !answered.includes(id))).toEqual([]);
  expect(answered.filter((id, index) => !items.includes(id) || answered.indexOf(id) !== index)).toEqual([]);
});

it("says of each where it is met and what shows it, or why it does not apply", () => {
  expect(rows.filter(({ where, shown }) => !where || !shown)).toEqual([]);
  const proofs = rows.filter(({ shown }) => !/^(does not apply|by reading|yours)/.test(shown));
  for (const { ids, shown } of proofs) expect(shown.match(/`[^`]+`/g), ids).not.toBeNull();
});

it("names of each test file a test that is in it", () => {
  const mentions = rows.flatMap(({ ids, shown }) =>
    [...shown.matchAll(/`([^`]+\.(?:test|spec)\.tsx?)`(?: "([^"]+)")?/g)].map(([, file = "", title]) => ({
      ids,
      file,
      title,
    })),
  );
  expect(mentions.length).toBeGreaterThan(150);
  const isThere = ({ file, title }: { file: string; title: string | undefined }) =>
    title !== undefined && existsSync(file) && readFileSync(file, "utf8").includes(title);
  expect(mentions.filter((one) => !isThere(one))).toEqual([]);
});

it("names files that are there", () => {
  const named = [...text.matchAll(/`([\w./[\]-]+\/[\w.[\]-]+\.(?:tsx?|md|conf))`/g)].map(([, file = ""]) => file);
  expect(named.length).toBeGreaterThan(80);
  expect(named.filter((file) => !existsSync(file))).toEqual([]);
  const linked = [...text.matchAll(/\]\(([\w./-]+\.md)\)/g)].map(([, file = ""]) => `docs/${file}`);
  expect(linked.filter((file) => !existsSync(file))).toEqual([]);
});
