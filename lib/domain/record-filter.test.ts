import { describe, expect, it } from "vitest";
import { z } from "zod";
import { codeSchema, filterHref, fromSchema, idSchema, readFilter, toSchema } from "./record-filter";

const shape = { from: fromSchema, to: toSchema, member: idSchema, id: codeSchema, kind: z.enum(["a", "b"]) };

it("reads a day or a minute in WIB, the named one included", () => {
  const { filter, unread } = readFilter(shape, { from: "2026-03-01", to: "2026-03-01" });
  expect(filter.from?.at.toISOString()).toBe("2026-02-28T17:00:00.000Z");
  expect(filter.to?.at.toISOString()).toBe("2026-03-01T17:00:00.000Z");
  expect(unread).toEqual([]);
  const minute = readFilter(shape, { from: "2026-03-01T10:00", to: "2026-03-01T10:00" }).filter;
  expect(minute.from?.at.toISOString()).toBe("2026-03-01T03:00:00.000Z");
  expect(minute.to?.at.toISOString()).toBe("2026-03-01T03:01:00.000Z");
});

describe("an address made by hand", () => {
  it.each([
    ["from", "yesterday"],
    ["from", "2026-02-30"],
    ["from", "2026-03-01T25:00"],
    ["to", "2026-13-01"],
    ["to", "0001-01-01"],
    ["member", "' or 1=1 --"],
    ["id", "a b"],
    ["id", "a\u0000b"],
    ["id", "x".repeat(129)],
    ["kind", "c"],
  ])("%s=%s is left out and named", (name, value) => {
    const { filter, unread } = readFilter(shape, { [name]: value });
    expect(unread).toEqual([name]);
    expect(Object.values(filter).every((part) => part === null)).toBe(true);
  });

  it("a part that comes twice is left out too, and the others are kept", () => {
    const { filter, unread } = readFilter(shape, { kind: ["a", "b"], id: "BSN-1", other: "x" });
    expect(unread).toEqual(["kind"]);
    expect(filter.id).toBe("BSN-1");
  });
});

it("writes an address without empty parts", () => {
  expect(filterHref("/desk/audit", { from: "", to: null, id: undefined })).toBe("/desk/audit");
  expect(filterHref("/desk/audit", { id: "a&b", to: "2026-03-01" })).toBe("/desk/audit?id=a%26b&to=2026-03-01");
});
