import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Count, countsOf, weekOf } from "@/lib/domain/insight";
import { histories, historyOf, type MadeHistory } from "@/lib/domain/insight.fixture";
import type { Database } from "../client";
import * as tables from "../schema";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { countWeek } from "./count-insight";
import { forgetWeeksWithNote, listWeekStates, sumInsight } from "./insight";
import { insertPerson } from "./users";

let opened: Database;
let ownerId: string;

beforeAll(async () => {
  opened = await openTestDatabase();
  ownerId = await insertPerson(opened.db, { role: "merchant", email: "a@merchant.test", emailIndex: "a", name: "A" });
});
afterAll(closeTestDatabase);
beforeEach(async () => {
  await opened.executeSql("delete from applications; delete from insight_counts; delete from insight_weeks;");
});

async function keep(made: MadeHistory): Promise<string> {
  const { db } = opened;
  const id = randomUUID();
  await db.insert(tables.applications).values({
    id,
    ownerId,
    businessName: "Toko Acak",
    webhookTokenHash: id,
    webhookToken: id,
    state: made.state,
    way: made.way,
    businessType: made.kind === "UNKNOWN" ? null : made.kind,
    submittedAt: made.submittedAt,
    createdAt: made.invitedAt,
    updatedAt: made.invitedAt,
  });
  const applicationId = id;
  if (made.requirements) {
    await db.insert(tables.requirementSets).values({ applicationId, kindKey: "x", requirements: made.requirements });
  }
  const rows = {
    files: made.slotIds.map((slotId, index) => ({
      applicationId,
      slotId,
      storageKey: `${id}/${index}`,
      mediaType: "image/png",
      bytes: 1,
    })),
    drafts: made.completed.map((part) => ({ applicationId, part, values: {}, completedAt: made.invitedAt })),
    stays: made.stays.map((stay, index) => ({ applicationId, position: index + 1, ...stay })),
    attempts: made.attempts.map((attempt) => ({
      applicationId,
      cause: "registration" as const,
      state: "in_review" as const,
      notes: [],
      stateAt: attempt.sentAt,
      ...attempt,
    })),
    refusals: made.refusals.map((refusal) => ({ applicationId, ...refusal })),
  };
  // A removed file and an unfinished part are as good as none.
  await db.insert(tables.files).values([
    ...rows.files,
    {
      applicationId,
      slotId: "business.DOCUMENT.NIB",
      storageKey: `${id}/x`,
      mediaType: "image/png",
      bytes: 1,
      removedAt: new Date(),
    },
  ]);
  await db.insert(tables.drafts).values([...rows.drafts, { applicationId, part: "kind", values: {} }]);
  await db.insert(tables.standingChanges).values(rows.stays);
  if (rows.attempts.length > 0) await db.insert(tables.sectionAttempts).values(rows.attempts);
  if (rows.refusals.length > 0) await db.insert(tables.refusals).values(rows.refusals);
  return id;
}

type Row = { week: string; kind: string; measure: string; key: string; value: number; count: number };
const inOrder = (rows: Row[]) =>
  rows.map((row) => JSON.stringify([row.week, row.kind, row.measure, row.key, row.value, row.count])).sort();

function expected(all: readonly MadeHistory[]): string[] {
  const sums = new Map<string, Row>();
  for (const made of all) {
    for (const { measure, key, value, count } of countsOf(historyOf(made))) {
      const place = { week: weekOf(made.invitedAt), kind: made.kind, measure, key, value };
      const id = JSON.stringify(place);
      sums.set(id, { ...place, count: (sums.get(id)?.count ?? 0) + count });
    }
  }
  return inOrder([...sums.values()]);
}

const counted = async () => inOrder(await opened.db.select().from(tables.insightCounts));

async function countAll(): Promise<void> {
  for (const { week } of await listWeekStates(opened.db)) expect(await countWeek(opened.db, week)).toBe(true);
}

it("counts in the database what the rule counts, over random histories", async () => {
  const all = fc.sample(histories, { numRuns: 300, seed: 4 });
  for (const made of all) await keep(made);
  await countAll();
  expect(await counted()).toEqual(expected(all));
  await countAll();
  expect(await counted()).toEqual(expected(all));
});

it("sums a range of one kind, and the same by week and by kind", async () => {
  const all = fc.sample(histories, { numRuns: 60, seed: 9 });
  for (const made of all) await keep(made);
  await countAll();
  const range = { from: "2026-09-07", to: "2026-09-21", kind: "PERSONAL" as const };
  const own = all.filter(
    ({ kind, invitedAt }) => kind === "PERSONAL" && weekOf(invitedAt) >= range.from && weekOf(invitedAt) <= range.to,
  );
  const sums = await sumInsight(opened.db, range);
  const of = (rows: readonly { key: string; count: number }[], key: string) =>
    rows.filter((row) => row.key === key).reduce((sum, { count }) => sum + count, 0);
  const steps = sums.counts.filter(({ measure }) => measure === "step");
  const invited = own.length;
  expect([of(steps, "invited"), of(sums.weeks, "invited"), of(sums.kinds, "invited")]).toEqual([
    invited,
    invited,
    invited,
  ]);
  const all2: Count[] = own.flatMap((made) => countsOf(historyOf(made)));
  expect(of(steps, "started")).toBe(all2.filter(({ key }) => key === "started").length);
  expect(new Set(sums.kinds.map(({ kind }) => kind))).toEqual(new Set(["PERSONAL"]));
});

it("counts a week with merchants who have not sent again by age, for filling in moves nothing", async () => {
  const [made] = fc.sample(histories, { numRuns: 1, seed: 2 });
  if (!made) throw new Error("no history");
  const draft = { ...made, state: "draft" as const, submittedAt: null };
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
  await keep({ ...draft, invitedAt: daysAgo(0) });
  await keep({ ...draft, invitedAt: daysAgo(70) });
  await keep({ ...made, state: "submitted", submittedAt: daysAgo(139), invitedAt: daysAgo(140) });
  await opened.executeSql("update applications set updated_at = now() - interval '2 days'");
  await countAll();
  const staleAfter = async (minutes: number) => {
    await opened.executeSql("update insight_weeks set counted_at = now() - $1 * interval '1 minute'", [minutes]);
    return (await listWeekStates(opened.db)).map(({ isStale }) => isStale);
  };
  expect(await staleAfter(14)).toEqual([false, false, false]);
  expect(await staleAfter(16)).toEqual([false, false, true]);
  expect(await staleAfter(61)).toEqual([false, true, true]);
  await countAll();
  expect((await listWeekStates(opened.db)).map(({ isStale }) => isStale)).toEqual([false, false, false]);
});

it("knows which weeks have to be counted again", async () => {
  const [one, other] = fc.sample(histories, { numRuns: 2, seed: 2 });
  if (!one || !other) throw new Error("no history");
  const id = await keep({ ...one, invitedAt: new Date("2026-09-02T00:00:00Z"), refusals: [] });
  await keep({
    ...other,
    invitedAt: new Date("2026-09-23T00:00:00Z"),
    refusals: [
      { type: "BUSINESS", attempt: 1, reason: "OTHER", at: new Date("2026-09-24T00:00:00Z"), fingerprint: "a" },
    ],
  });
  const stale = async (range?: { from: string; to: string }) =>
    (await listWeekStates(opened.db, range)).map(({ week, isStale }) => [week, isStale]);
  expect(await stale()).toEqual([
    ["2026-08-31", true],
    ["2026-09-21", true],
  ]);
  await countAll();
  expect(await stale()).toEqual([
    ["2026-08-31", false],
    ["2026-09-21", false],
  ]);
  await opened.executeSql("update applications set updated_at = now() where id = $1", [id]);
  expect(await stale({ from: "2026-08-24", to: "2026-09-07" })).toEqual([["2026-08-31", true]]);
  await opened.executeSql("update applications set updated_at = created_at");
  await opened.executeSql(
    "insert into note_reasons (fingerprint, type, sample, reason) values ('a', 'BUSINESS', 'x', 'LINK_DEAD')",
  );
  await forgetWeeksWithNote(opened.db, "a");
  expect(await stale()).toEqual([
    ["2026-08-31", false],
    ["2026-09-21", true],
  ]);
  await countAll();
  const { rows } = await opened.executeSql("select key from insight_counts where measure = 'refusal'");
  expect(rows).toEqual([{ key: "LINK_DEAD" }]);
});
