import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockOf, clockOfApplication, dueAfter, dueSoonFrom, firstClock } from "./clocks";
import {
  type CallbackType,
  callbackTypes,
  type Entity,
  type EntityState,
  entityStates,
  type SentTimes,
  sectionsOf,
  verdictTypes,
} from "./sections";

const hour = 3_600_000;
const day = 24 * hour;
const submittedAt = new Date("2026-11-21T02:12:00Z");
const plus = (ms: number, from = submittedAt) => new Date(from.getTime() + ms);
const everySection: SentTimes = Object.fromEntries(callbackTypes.map((type) => [type, submittedAt]));

function entity(type: CallbackType, state: EntityState, entityId = "E-1"): Entity {
  return { type, entityId, name: null, state, notes: [], dokuTime: null };
}
const sectionOf = (entities: Entity[], sentAt: SentTimes = everySection) => sectionsOf(entities, sentAt)[0];
const dueOf = (entities: Entity[], sentAt?: SentTimes) => sectionOf(entities, sentAt)?.dueAt ?? null;

describe("a section is due", () => {
  test.each(verdictTypes)("%s: 2x24 hours after it was sent", (type) => {
    expect(dueOf([entity(type, "in_review")])).toEqual(plus(2 * day));
  });

  test("payment methods: 5x24 hours, when DOKU reports them and not otherwise", () => {
    expect(dueOf([entity("BRAND_PRODUCT", "in_review")])).toEqual(plus(5 * day));
    expect(sectionsOf([entity("BUSINESS", "in_review")], everySection).map(({ type }) => type)).toEqual(["BUSINESS"]);
  });

  test("never, for the headline", () => {
    for (const state of entityStates) expect(dueOf([entity("BRAND.OPERATIONAL_STATUS", state)])).toBeNull();
    expect(dueAfter("BRAND.OPERATIONAL_STATUS", submittedAt)).toBeNull();
  });

  test("never, once it is decided: a refusal waits for the merchant, who has all the time", () => {
    for (const type of callbackTypes) {
      for (const state of entityStates.filter((one) => one !== "in_review")) {
        expect(dueOf([entity(type, state)])).toBeNull();
      }
    }
  });

  test("never, before it was sent", () => {
    expect(dueOf([entity("BUSINESS", "in_review")], {})).toBeNull();
  });

  test("still, for a document in review beside a refused one", () => {
    const documents = [
      entity("BUSINESS_DOCUMENT", "rejected", "NIB"),
      entity("BUSINESS_DOCUMENT", "in_review", "DEED"),
    ];
    expect(sectionOf(documents)).toMatchObject({ state: "rejected", dueAt: plus(2 * day) });
    expect(dueOf(documents.slice(0, 1))).toBeNull();
  });

  test("anew after a correction, that section alone", () => {
    const again = plus(9 * day);
    const sections = sectionsOf([entity("BUSINESS", "in_review"), entity("BUSINESS_BANK", "in_review")], {
      ...everySection,
      BUSINESS_BANK: again,
    });
    expect(sections.map(({ dueAt }) => dueAt)).toEqual([plus(2 * day), plus(2 * day, again)]);
  });
});

describe("a clock", () => {
  const section = (type: CallbackType) => ({ type, dueAt: dueAfter(type, submittedAt) });

  test.each([
    ["BUSINESS", 36 * hour, 2 * day],
    ["BRAND_PRODUCT", 90 * hour, 5 * day],
  ] as const)("%s runs, is due soon in its last quarter, then overdue", (type, soon, due) => {
    const at = (ms: number) => clockOf(section(type), plus(ms));
    expect([at(0), at(soon - 1)]).toEqual(["running", "running"]);
    expect([at(soon), at(due - 1)]).toEqual(["due_soon", "due_soon"]);
    expect([at(due), at(due + 1), at(due + 60 * day)]).toEqual(["overdue", "overdue", "overdue"]);
  });

  test("never goes back, whatever the section", () => {
    const rank = { running: 0, due_soon: 1, overdue: 2 };
    const moments = fc.tuple(fc.integer({ min: 0, max: 10 * day }), fc.integer({ min: 0, max: 10 * day }));
    fc.assert(
      fc.property(fc.constantFrom(...verdictTypes, "BRAND_PRODUCT" as const), moments, (type, [a, b]) => {
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)].map((ms) => clockOf(section(type), plus(ms)));
        if (!earlier || !later) throw new Error("no clock");
        expect(rank[later]).toBeGreaterThanOrEqual(rank[earlier]);
      }),
    );
  });

  test("that does not run has no state", () => {
    expect(clockOf({ type: "BUSINESS", dueAt: null }, submittedAt)).toBeNull();
    expect(clockOfApplication({ dueSoonAt: null, dueAt: null }, submittedAt)).toBeNull();
  });
});

describe("the first clock of an application", () => {
  const sections = (...entities: [CallbackType, EntityState][]) =>
    sectionsOf(
      entities.map(([type, state], index) => entity(type, state, `E-${index}`)),
      everySection,
    );

  test("is the one that runs out first", () => {
    const running = sections(["BUSINESS", "in_review"], ["BRAND_PRODUCT", "in_review"], ["BRAND", "rejected"]);
    expect(firstClock(running)).toEqual({ dueSoonAt: plus(36 * hour), dueAt: plus(2 * day) });
    expect(firstClock(sections(["BRAND", "approved"], ["BRAND_PRODUCT", "in_review"]))).toEqual({
      dueSoonAt: plus(90 * hour),
      dueAt: plus(5 * day),
    });
    expect(firstClock(sections(["BRAND", "approved"], ["BUSINESS", "rejected"]))).toEqual({
      dueSoonAt: null,
      dueAt: null,
    });
  });

  test("says of the whole what the worst of its sections says", () => {
    const sentTimes = fc.array(
      fc.record({
        type: fc.constantFrom(...callbackTypes),
        sentHour: fc.integer({ min: 0, max: 300 }),
      }),
      { maxLength: 6 },
    );
    const worst = ["overdue", "due_soon", "running"] as const;
    fc.assert(
      fc.property(sentTimes, fc.integer({ min: 0, max: 500 }), (sent, nowHour) => {
        const now = plus(nowHour * hour);
        const running = sent.map(({ type, sentHour }) => ({ type, dueAt: dueAfter(type, plus(sentHour * hour)) }));
        const states = running.map((one) => clockOf(one, now));
        const whole = clockOfApplication(firstClock(running), now);
        expect(whole).toBe(worst.find((state) => states.includes(state)) ?? null);
      }),
    );
  });

  test("becomes due soon before it is due", () => {
    for (const type of callbackTypes) {
      const dueAt = dueAfter(type, submittedAt);
      if (dueAt) expect(dueSoonFrom(type, dueAt) < dueAt).toBe(true);
    }
  });
});
