/** Callbacks in any order, repeated and lost, against the real verbs and a real database (contract section 10). */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { listDrifts } from "@/db/queries/drifts";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { type WireStatus, wireStatuses } from "../doku/status";
import type { CallbackType } from "../domain/sections";
import { startJobs, stopWorkers } from "../jobs/queue";
import {
  applicationId,
  brandId,
  correctDeed,
  correctedAt,
  type Delivery,
  deliver,
  entities,
  entityOf,
  expected,
  mails,
  type Named,
  register,
  stateOf,
  stored,
  takeOverAt,
  type Verdict,
} from "./event-order.fixture";

let opened: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});
beforeEach(() => register(opened));

const verdict = (of: Named, status: WireStatus, minute: number): Verdict => ({ of, status, minute });
const once = (one: Verdict, timeless = false): Delivery => ({ verdict: one, timeless, requestId: randomUUID() });
const [contact, deed] = [entityOf("CTC-1"), entityOf("DEED")];
const deedRefused = verdict(deed, "REJECTED", 2);

/** Some verdicts about one entity between two minutes, each at a minute of its own. */
function lifeOf(of: Named, from: number, statuses: readonly WireStatus[] = wireStatuses): fc.Arbitrary<Verdict[]> {
  const life = fc.array(fc.constantFrom(...statuses), { maxLength: 3 });
  return life.map((list) => list.map((status, index) => verdict(of, status, from + index)));
}
const contactsBankAndBrand = [contact, entityOf("CTC-2"), entityOf("BNK-1"), entityOf(brandId, "BRAND")];
/** Decided before the correction, and after it. */
const early = fc
  .tuple(...contactsBankAndBrand.map((of) => lifeOf(of, 1)), lifeOf(entityOf("NIB"), 1, ["UPDATING", "ACTIVE"]))
  .map((lives) => [verdict(deed, "UPDATING", 1), deedRefused, ...lives.flat()]);
const later = fc
  .tuple(
    ...[deed, ...contactsBankAndBrand, entityOf("QRIS"), entityOf(brandId, "BRAND.OPERATIONAL_STATUS")].map((of) =>
      lifeOf(of, 30),
    ),
  )
  .map((lives) => [...lives.flat(), verdict(entityOf("BSN-1"), "ACTIVE", 30)]);

/** Any of these, in any order, any number of times, under the same Request-Id or another. */
function deliveriesOf(verdicts: readonly Verdict[], withTimeless: boolean): fc.Arbitrary<Delivery[]> {
  const one = fc.record({
    index: fc.nat({ max: verdicts.length - 1 }),
    isRepeat: fc.boolean(),
    timeless: withTimeless ? fc.integer({ min: 0, max: 4 }).map((dice) => dice === 0) : fc.constant(false),
  });
  return fc.array(one, { maxLength: 10 }).map((list) =>
    list.flatMap(({ index, isRepeat, timeless }) => {
      const found = verdicts[index];
      if (!found) return [];
      // Before the correction the deed has to be known as refused; what a callback without a time does to it is told below.
      const isTimeless = timeless && found.of !== deed;
      return {
        verdict: found,
        timeless: isTimeless,
        requestId: isRepeat ? `event ${index} ${isTimeless}` : randomUUID(),
      };
    }),
  );
}

const stories = fc.tuple(early, later).chain(([before, after]) =>
  fc.record({
    verdicts: fc.constant([...before, ...after]),
    beforeCorrection: deliveriesOf(before, true),
    afterCorrection: deliveriesOf([...before, ...after], true),
    afterReading: deliveriesOf([...before, ...after], false),
    /** A reading that was begun before the later callbacks came and is taken over between them. */
    staleReading: fc.option(fc.nat({ max: 9 })),
  }),
);

test("any interleaving, with duplicates, losses, a correction and one reading, ends in DOKU's word", async () => {
  await fc.assert(
    fc.asyncProperty(stories, async ({ verdicts, beforeCorrection, afterCorrection, afterReading, staleReading }) => {
      await register(opened);
      for (const delivery of beforeCorrection) await deliver(delivery);
      await deliver(once(deedRefused));
      await correctDeed();
      const begun = new Date();
      for (const [index, delivery] of afterCorrection.entries()) {
        if (index === staleReading) await takeOverAt(verdicts, correctedAt + 1, begun);
        await deliver(delivery);
      }
      await takeOverAt(verdicts, 59);
      expect(await stored()).toEqual(expected(verdicts));
      for (const delivery of afterReading) await deliver(delivery);
      expect(await stored()).toEqual(expected(verdicts));
      const wasRefused = (type: CallbackType) =>
        verdicts.some(({ of, status }) => of.type === type && status === "REJECTED");
      for (const occasion of await mails()) {
        const [kind, type] = occasion.split(":");
        if (kind === "rejected") expect(wasRefused(type as CallbackType)).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

describe("a verified seller", () => {
  test("is not flipped back to rejected by a late event", async () => {
    await deliver(once(verdict(contact, "ACTIVE", 9)));
    await deliver(once(verdict(contact, "REJECTED", 3)));
    await deliver(once(verdict(contact, "REJECTED", 3), true));
    expect(await stateOf("CTC-1", "BUSINESS_CONTACT")).toBe("approved");
    expect(await mails()).toEqual([]);
  });

  test("whom only a reading knows as verified is not flipped back either, not even within its second", async () => {
    const approved = verdict(contact, "ACTIVE", 9);
    await takeOverAt([approved], 9);
    await deliver(once(verdict(contact, "REJECTED", 8)));
    await deliver(once({ ...approved, status: "REJECTED" }));
    expect(await stateOf("CTC-1", "BUSINESS_CONTACT")).toBe("approved");
    expect(await mails()).toEqual([]);
  });

  test("is not put back by a reading that was begun before the callback came", async () => {
    const begun = new Date(Date.now() - 1_000);
    await opened.executeSql("delete from pgboss.job");
    await deliver(once(verdict(contact, "ACTIVE", 9)));
    await takeOverAt([], 8, begun);
    expect(await stateOf("CTC-1", "BUSINESS_CONTACT")).toBe("approved");
    expect(await listDrifts(opened.db, applicationId, 9)).toEqual([]);
    const { rows } = await opened.executeSql("select 1 from pgboss.job where name = 'read-business'");
    expect(rows).toHaveLength(2);
  });
});

describe("a correction", () => {
  beforeEach(async () => {
    await deliver(once(deedRefused));
  });

  test("stays in review, whatever is told again of the refusal", async () => {
    await correctDeed();
    for (const late of [once(deedRefused), once(verdict(deed, "UPDATING", 1)), once(deedRefused, true)])
      await deliver(late);
    expect(await stateOf("DEED", "BUSINESS_DOCUMENT")).toBe("in_review");
    expect((await stored()).attempts).toMatchObject({
      "BUSINESS_DOCUMENT 1": "rejected",
      "BUSINESS_DOCUMENT 2": "in_review",
    });
    expect(await mails()).toEqual(["rejected:BUSINESS_DOCUMENT:1"]);
  });

  test("that DOKU decided before its answer arrived stays decided", async () => {
    const firstSentAt = new Date(Date.now() - 1);
    await deliver(once(verdict(entityOf("NIB"), "ACTIVE", 3)));
    await deliver(once(verdict(deed, "ACTIVE", correctedAt + 1)));
    await correctDeed(firstSentAt);
    expect(await stateOf("DEED", "BUSINESS_DOCUMENT")).toBe("approved");
    expect((await stored()).attempts).toMatchObject({ "BUSINESS_DOCUMENT 2": "approved" });
  });

  test("is not put back by a reading that was begun before it arrived", async () => {
    const begun = new Date(Date.now() - 1_000);
    await correctDeed();
    await takeOverAt([deedRefused], 10, begun);
    expect(await stateOf("DEED", "BUSINESS_DOCUMENT")).toBe("in_review");
  });

  test("that is refused again makes one more mail", async () => {
    await correctDeed();
    const again = once(verdict(deed, "REJECTED", 30));
    for (const delivery of [again, again, once(again.verdict), once(deedRefused)]) await deliver(delivery);
    expect(await mails()).toEqual(["rejected:BUSINESS_DOCUMENT:1", "rejected:BUSINESS_DOCUMENT:2"]);
  });
});

test("everything told twice makes no second mail and no second attempt", async () => {
  const approvals = entities.map((of) => verdict(of, "ACTIVE", 30));
  const story = [deedRefused, verdict(contact, "REJECTED", 3), ...approvals];
  const deliveries = story.map((one) => once(one));
  for (const delivery of deliveries) await deliver(delivery);
  const [before, told] = [await stored(), await mails()];
  expect(before.overall).toBe("live");
  const kinds = told.map((occasion) => occasion.split(":", 2).join(":"));
  expect(kinds).toEqual(["approved:1", "opened", "rejected:BUSINESS_CONTACT", "rejected:BUSINESS_DOCUMENT"]);
  for (const delivery of [...deliveries, ...story.map((one) => once(one))].reverse()) await deliver(delivery);
  await takeOverAt(story, 59);
  expect(await stored()).toEqual(before);
  expect(await mails()).toEqual(told);
});
