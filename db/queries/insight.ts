/** What insight is made of, and what was counted of it. */
import { and, eq, gte, lte, type SQL, sql } from "drizzle-orm";
import type { InsightRange } from "../../lib/domain/insight-range";
import type { CountedRange } from "../../lib/domain/insight-report";
import type { ReasonCode } from "../../lib/domain/reasons";
import type { CallbackType } from "../../lib/domain/sections";
import type { Db } from "../client";
import { applications, insightCounts, insightWeeks, refusals } from "../schema";

type Refused = { applicationId: string; type: CallbackType; attempt: number; at: Date };

/** Keeps why an attempt was refused; what is known of it already stays, with its time. Without a note it is another reason. */
export async function insertRefusals(
  db: Db,
  refused: Refused,
  notes: readonly { fingerprint: string; reason: ReasonCode }[],
): Promise<void> {
  const { applicationId, type, attempt } = refused;
  const rows = notes.length > 0 ? notes : [{ fingerprint: "", reason: "OTHER" as const }];
  await db
    .insert(refusals)
    .values(rows.map((note) => ({ ...refused, ...note })))
    .onConflictDoNothing();
  if (notes.length === 0) return;
  await db
    .delete(refusals)
    .where(
      and(
        eq(refusals.applicationId, applicationId),
        eq(refusals.type, type),
        eq(refusals.attempt, attempt),
        eq(refusals.fingerprint, ""),
      ),
    );
}

/** Changes that commit this late after their own time are still seen by the next count. */
const lateCommits = sql`interval '1 minute'`;

/**
 * Filling in is no news, so it moves nothing that could be looked at: a week with merchants who have not sent is counted
 * again by age. Old weeks always have some, who hardly ever go on, so they wait longer; the counts themselves tell which.
 */
const isFilledIn = sql`${insightWeeks.countedAt} < now() - case when w.week < current_date - 56 then interval '1 hour' else interval '15 minutes' end
  and exists (select 1 from ${insightCounts} where ${insightCounts.week} = w.week and ${insightCounts.measure} = 'left')`;

export type WeekState = { week: string; countedAt: Date | null; isStale: boolean };

/** The weeks of a range in which somebody was invited, and whether something moved in them since they were counted. */
export async function listWeekStates(db: Db, range?: Pick<InsightRange, "from" | "to">): Promise<WeekState[]> {
  const from = range ? sql`${range.from}::date` : sql`(select min(${applications.cohort}) from ${applications})`;
  const to = range ? sql`${range.to}::date` : sql`(select max(${applications.cohort}) from ${applications})`;
  // One look into the index a week, however many merchants it has.
  const rows = await db
    .select({
      week: sql<string>`w.week::text`,
      countedAt: insightWeeks.countedAt,
      isStale: sql<boolean>`${insightWeeks.countedAt} is null or moved.at > ${insightWeeks.countedAt} - ${lateCommits} or ${isFilledIn}`,
    })
    .from(sql`(select generate_series(${from}, ${to}, interval '7 days')::date as week) w`)
    .innerJoin(
      sql`lateral (select max(${applications.updatedAt}) as at from ${applications} where ${applications.cohort} = w.week) moved`,
      sql`moved.at is not null`,
    )
    .leftJoin(insightWeeks, sql`${insightWeeks.week} = w.week`)
    .orderBy(sql`w.week`);
  return rows;
}

/** Weeks in which one note was a reason have to be counted again: staff have put it under another entry. */
export async function forgetWeeksWithNote(db: Db, fingerprint: string): Promise<void> {
  const weeks = db
    .selectDistinct({ week: applications.cohort })
    .from(refusals)
    .innerJoin(applications, eq(applications.id, refusals.applicationId))
    .where(eq(refusals.fingerprint, fingerprint));
  await db.update(insightWeeks).set({ countedAt: null }).where(sql`${insightWeeks.week} in ${weeks}`);
}

const within = ({ from, to, kind }: InsightRange): SQL | undefined =>
  and(
    gte(insightCounts.week, from),
    lte(insightCounts.week, to),
    kind === null ? undefined : eq(insightCounts.kind, kind),
  );

const total = sql<number>`sum(${insightCounts.count})`.mapWith(Number);

/** The counts of a range, summed; the funnel also apart by week and by kind. All as of one moment. */
export async function sumInsight(db: Db, range: InsightRange): Promise<CountedRange> {
  const { measure, key, value, week, kind } = insightCounts;
  return await db.transaction(
    async (tx) => ({
      counts: await tx
        .select({ measure, key, value, count: total })
        .from(insightCounts)
        .where(within(range))
        .groupBy(measure, key, value),
      weeks: await tx
        .select({ week, key, count: total })
        .from(insightCounts)
        .where(and(within(range), eq(measure, "step")))
        .groupBy(week, key),
      kinds: await tx
        .select({ kind, key, count: total })
        .from(insightCounts)
        .where(and(within(range), eq(measure, "step")))
        .groupBy(kind, key),
    }),
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
