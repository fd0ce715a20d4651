import { expect, test } from "vitest";
import { localeFor } from "./locale";

test.each([
  [null, "id"],
  ["", "id"],
  ["en-US,en;q=0.9", "en"],
  ["id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7", "id"],
  ["en;q=0.5,id;q=0.9", "id"],
  ["in-ID", "id"],
  ["fr-FR,en;q=0.5", "en"],
  ["de,zh", "id"],
  ["en;q=0,fr", "id"],
  ["*;q=x,en-GB", "en"],
] as const)("%s reads %s", (header, locale) => {
  expect(localeFor(undefined, header)).toBe(locale);
});

test("the reader's own choice wins, unless it is none of ours", () => {
  expect(localeFor("id", "en")).toBe("id");
  expect(localeFor("en", "id")).toBe("en");
  expect(localeFor("xx", "en")).toBe("en");
});

test("gives everybody the portal's language where it has only one", () => {
  expect(localeFor("en", "en-GB", ["id"])).toBe("id");
  expect(localeFor(undefined, "id-ID", ["en"])).toBe("en");
});

test("begins with the portal's first language for whom neither is known", () => {
  expect(localeFor(undefined, "fr-FR", ["en", "id"])).toBe("en");
  expect(localeFor(undefined, "id-ID", ["en", "id"])).toBe("id");
});
