import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type EntityState, entityStates } from "../domain/sections";
import { type Held, laterOf, type Report, reasonToIgnore, reasonToIgnoreStranger } from "./order";

const at = (minute: number, ms = 0) => new Date(Date.UTC(2026, 2, 1, 0, minute, 0, ms));

it.each([
  ["a first callback applies", null, { state: "rejected", dokuTime: null }, null],
  ["a newer one applies", { state: "approved", dokuTime: at(1) }, { state: "rejected", dokuTime: at(2) }, null],
  [
    "an older one never undoes a newer state",
    { state: "approved", dokuTime: at(2) },
    { state: "rejected", dokuTime: at(1) },
    "older",
  ],
  [
    "the same again changes nothing",
    { state: "approved", dokuTime: at(1) },
    { state: "approved", dokuTime: at(1) },
    "same",
  ],
  [
    "two verdicts of one moment are left to the read",
    { state: "in_review", dokuTime: at(1) },
    { state: "approved", dokuTime: at(1) },
    "same_time",
  ],
  [
    "within the second of a reading it never leaves approved: the reading's time is cut",
    { state: "approved", dokuTime: at(1) },
    { state: "rejected", dokuTime: at(1, 999) },
    "same_time",
  ],
  [
    "after that second it does",
    { state: "approved", dokuTime: at(1) },
    { state: "rejected", dokuTime: at(1, 1_000) },
    null,
  ],
  [
    "within that second a verdict still comes in",
    { state: "in_review", dokuTime: at(1) },
    { state: "rejected", dokuTime: at(1, 1) },
    null,
  ],
  [
    "without a time it never leaves approved",
    { state: "approved", dokuTime: at(1) },
    { state: "suspended", dokuTime: null },
    "no_time",
  ],
  [
    "without a time it may decide what is open",
    { state: "in_review", dokuTime: at(1) },
    { state: "rejected", dokuTime: null },
    null,
  ],
  [
    "a time counts where none was known",
    { state: "rejected", dokuTime: null },
    { state: "approved", dokuTime: at(1) },
    null,
  ],
] as const)("%s", (_, held, report, expected) => {
  expect(reasonToIgnore(held && { ...held, attempt: 1 }, report)).toBe(expected);
});

test("without a time it never touches what was sent again since", () => {
  for (const state of entityStates) {
    for (const reported of entityStates) {
      const held = { state, dokuTime: at(1), attempt: 2 };
      expect(reasonToIgnore(held, { state: reported, dokuTime: null })).toBe("no_time");
    }
  }
});

test("the later of two times, and the one that there is", () => {
  expect(laterOf(at(1), at(2))).toEqual(at(2));
  expect(laterOf(at(2), at(1))).toEqual(at(2));
  expect(laterOf(null, at(1))).toEqual(at(1));
  expect(laterOf(at(1), null)).toEqual(at(1));
  expect(laterOf(null, null)).toBeNull();
});

/** What the callers do with the answer: see applyCallback, takeOver and finishCorrection. */
function receive(held: Held | null, report: Report): Held | null {
  if (reasonToIgnore(held, report)) return held;
  return { state: report.state, dokuTime: report.dokuTime ?? held?.dokuTime ?? null, attempt: held?.attempt ?? 1 };
}
function read(held: Held | null, truth: Report): Held {
  return { state: truth.state, dokuTime: laterOf(truth.dokuTime, held?.dokuTime ?? null), attempt: held?.attempt ?? 1 };
}
function correct(held: Held, dokuTime: Date): Held {
  return { state: "in_review", dokuTime: laterOf(dokuTime, held.dokuTime), attempt: held.attempt + 1 };
}
const receiveAll = (reports: readonly Report[], held: Held | null = null) => reports.reduce(receive, held);

test("a verified seller is not flipped back to rejected by a late event", () => {
  const rejected: Report = { state: "rejected", dokuTime: at(1) };
  const approved: Report = { state: "approved", dokuTime: at(9) };
  expect(receiveAll([approved, rejected])).toMatchObject({ state: "approved", dokuTime: at(9) });
  expect(receiveAll([rejected, approved, rejected, approved, rejected])).toMatchObject({ state: "approved" });
  expect(receiveAll([rejected], read(null, { state: "approved", dokuTime: at(9) }))).toMatchObject({
    state: "approved",
  });
});

const state = fc.constantFrom<EntityState>(...entityStates);
/** The life of one entity on DOKU's clock: a verdict a minute, never on a whole second. */
const life = fc
  .array(state, { minLength: 1, maxLength: 6 })
  .map((states) => states.map((one, minute): Report => ({ state: one, dokuTime: at(minute, 500) })));
/** Any of these reports, in any order, any number of times. */
const deliveriesOf = (reports: readonly Report[]) => fc.array(fc.constantFrom(...reports), { maxLength: 14 });
const delivered = life.chain((reports) => fc.tuple(fc.constant(reports), deliveriesOf(reports)));
const timeOf = (report: Report) => report.dokuTime?.getTime() ?? 0;

describe("any interleaving of the reports about one entity, with duplicates and losses,", () => {
  test("ends in the newest that came", () => {
    fc.assert(
      fc.property(delivered, ([, deliveries]) => {
        const [newest] = [...deliveries].sort((a, b) => timeOf(b) - timeOf(a));
        expect(receiveAll(deliveries)?.state).toBe(newest?.state);
      }),
    );
  });

  test("never lets an older one undo a newer one, at any step", () => {
    fc.assert(
      fc.property(delivered, ([, deliveries]) => {
        let held: Held | null = null;
        for (const report of deliveries) {
          const before: Held | null = held;
          held = receive(held, report);
          if (before && timeOf(report) <= timeOf(before)) expect(held).toEqual(before);
        }
      }),
    );
  });

  test("and one reading ends in the same state, whatever comes late after it", () => {
    fc.assert(
      fc.property(
        delivered.chain(([reports, early]) =>
          fc.tuple(fc.constant(reports), fc.constant(early), deliveriesOf(reports)),
        ),
        ([reports, early, late]) => {
          const last = reports.at(-1);
          if (!last) throw new Error("no life");
          // Get business data may say when the entity changed, or only when it was read, in whole seconds.
          for (const dokuTime of [last.dokuTime, at(30)]) {
            const reading = { state: last.state, dokuTime };
            expect(receiveAll(late, read(receiveAll(early), reading))?.state).toBe(last.state);
          }
        },
      ),
    );
  });

  test("and some without a time never leaves an approval but by a newer time", () => {
    const timeless = fc.array(state, { maxLength: 6 });
    fc.assert(
      fc.property(delivered, timeless, fc.nat(), ([, deliveries], states, seed) => {
        const mixed: Report[] = [...deliveries];
        for (const [index, one] of states.entries()) {
          mixed.splice((seed * (index + 7)) % (mixed.length + 1), 0, { state: one, dokuTime: null });
        }
        let held: Held | null = null;
        for (const report of mixed) {
          const before: Held | null = held;
          held = receive(held, report);
          if (before?.state !== "approved" || held?.state === "approved") continue;
          expect(report.dokuTime).not.toBeNull();
          if (before.dokuTime) expect(timeOf(report)).toBeGreaterThan(timeOf(before));
        }
      }),
    );
  });

  test("and some without a time ends in DOKU's word after one reading", () => {
    fc.assert(
      fc.property(delivered, fc.array(state, { maxLength: 4 }), ([reports, deliveries], states) => {
        const last = reports.at(-1);
        if (!last) throw new Error("no life");
        const timeless = states.map((one): Report => ({ state: one, dokuTime: null }));
        expect(read(receiveAll([...deliveries, ...timeless]), last).state).toBe(last.state);
      }),
    );
  });
});

test("after a correction no report of before it counts, with or without a time", () => {
  fc.assert(
    fc.property(delivered, fc.array(state, { maxLength: 4 }), ([reports, late], states) => {
      const refused = read(null, { state: "rejected", dokuTime: reports.at(-1)?.dokuTime ?? null });
      const corrected = correct(refused, at(20));
      const timeless = states.map((one): Report => ({ state: one, dokuTime: null }));
      expect(receiveAll([...late, ...timeless, ...late], corrected)).toEqual(corrected);
      expect(receiveAll([...late, { state: "approved", dokuTime: at(21) }, ...late], corrected)?.state).toBe(
        "approved",
      );
    }),
  );
});

describe("a callback about an entity that we do not hold", () => {
  const refused = (dokuTime: Date | null): Report => ({ state: "rejected", dokuTime });

  it("is taken where nothing of its kind is known, and where it is newer than what is", () => {
    expect(reasonToIgnoreStranger([], refused(null))).toBeNull();
    expect(reasonToIgnoreStranger([{ dokuTime: at(1) }, { dokuTime: null }], refused(at(2)))).toBeNull();
  });
  it("never brings back what a correction took away: without a time, or older than what is known, the reading decides", () => {
    expect(reasonToIgnoreStranger([{ dokuTime: at(2) }], refused(at(1)))).toBe("older");
    expect(reasonToIgnoreStranger([{ dokuTime: at(2) }], refused(at(2)))).toBe("older");
    expect(reasonToIgnoreStranger([{ dokuTime: null }], refused(null))).toBe("no_time");
  });
});
