import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  businessLines,
  emptyFilter,
  legalEntities,
  queueQuery,
  queueSorts,
  queueViews,
  readQueueFilter,
  usualSort,
} from "./queue-filter";
import { reasonCodes } from "./reasons";
import { callbackTypes } from "./sections";

const read = (query: string) => readQueueFilter(Object.fromEntries(new URLSearchParams(query)));

describe("an address of the queue", () => {
  test("without parameters is all that needs a person, and is written without any", () => {
    expect(read("")).toEqual({ filter: emptyFilter, ignored: [] });
    expect(queueQuery(emptyFilter).toString()).toBe("");
  });

  test("that looks for something looks everywhere, unless a view is named", () => {
    expect(read("q=toko").filter).toMatchObject({ view: "all", sort: "changed" });
    expect(read("q=toko&view=needs").filter).toMatchObject({ view: "needs", sort: "needs" });
    expect(queueQuery(read("q=toko").filter).toString()).toBe("q=toko");
    expect(queueQuery(read("q=toko&view=needs").filter).toString()).toBe("view=needs&q=toko");
  });

  test("with what an untouched form sends is the same as without it", () => {
    expect(read("view=needs&section=&assignee=&from=&to=&dated=submitted&sort=")).toEqual(read(""));
  });

  test.each([
    ["view=everything", ["view"]],
    ["section=bank&reason=PHOTO_BLURRED", ["section"]],
    ["assignee=1", ["assignee"]],
    ["from=2026-02-31&to=21-11-2026", ["from", "to"]],
    ["from=0000-01-01", ["from"]],
    ["from=2026-11-02&to=2026-11-01", ["to"]],
    ["view=all&sort=needs", ["sort"]],
    ["q=tini%40example.test", ["q"]],
    ["q=0812-3456-7890", ["q"]],
    ["of=1,2", ["of"]],
    ["view=live&page=2&utm=x", ["unknown"]],
  ])("%s says which part was left out", (query, ignored) => {
    expect(read(query).ignored).toEqual(ignored);
  });

  test("that repeats a parameter, or holds what is no text, still gives a page", () => {
    expect(readQueueFilter({ view: ["live", "draft"], q: { $ne: 1 }, sort: null }).ignored).toEqual([
      "view",
      "q",
      "sort",
    ]);
    expect(readQueueFilter(JSON.parse('{"__proto__": "x", "constructor": "y"}')).filter).toEqual(emptyFilter);
  });

  test("reads days in the order of days, where the view has no order of its own", () => {
    expect(read("view=all&from=2026-11-01").filter).toMatchObject({ dated: "submitted", sort: "submitted" });
    expect(read("view=all&dated=created&to=2026-11-01").filter.sort).toBe("created");
    expect(read("from=2026-11-01").filter.sort).toBe("needs");
    expect(usualSort({ view: "overdue", dated: "created" })).toBe("clock");
  });

  const some = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const day = fc
    .date({ min: new Date("2001-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const parameters = fc.record(
    {
      view: some(queueViews),
      q: fc.string({ maxLength: 30 }),
      section: some(callbackTypes),
      reason: some(reasonCodes),
      assignee: fc.oneof(fc.constantFrom("me", "nobody", ""), fc.uuid()),
      entity: some(legalEntities),
      line: some(businessLines),
      clock: some(["running", "due_soon", "overdue"]),
      dated: some(["submitted", "created"]),
      from: day,
      to: day,
      sort: some(queueSorts),
      of: fc.array(fc.uuid(), { minLength: 1, maxLength: 20 }).map((ids) => ids.join(",")),
      after: fc.string({ maxLength: 60 }),
      other: fc.string(),
    },
    { requiredKeys: [] },
  );

  test("is read back as it was written, whatever it came from", () => {
    fc.assert(
      fc.property(parameters, (given) => {
        const { filter } = readQueueFilter(given);
        const written = queueQuery(filter);
        expect(readQueueFilter(Object.fromEntries(written))).toEqual({ filter, ignored: [] });
        expect(queueQuery(readQueueFilter(Object.fromEntries(written)).filter).toString()).toBe(written.toString());
      }),
    );
  });
});
