/** One row a merchant for the export: ids, names of businesses, states, dates and counts. Nothing about people. */
import { and, asc, eq, gte, isNull, lte, notInArray, or, type SQL, sql } from "drizzle-orm";
import { approvedStandings } from "../../lib/domain/insight";
import type { InsightRange } from "../../lib/domain/insight-range";
import { businessTypes } from "../../lib/domain/kinds";
import type { Db } from "../client";
import { applications, refusals, sectionAttempts, standingChanges } from "../schema";

const ofKind = (kind: InsightRange["kind"]): SQL | undefined => {
  if (kind === null) return undefined;
  if (kind !== "UNKNOWN") return eq(applications.businessType, kind);
  return or(isNull(applications.businessType), notInArray(applications.businessType, [...businessTypes]));
};

const approved = sql.join(
  approvedStandings.map((standing) => sql`${standing}`),
  sql`, `,
);
const asDate = (value: unknown) => new Date(String(value));

/** What became of each, looked up by its primary keys. */
const stood = sql`lateral (
  select min(s.at) filter (where s.standing <> 'invited') as started_at,
    min(s.at) filter (where s.standing in (${approved})) as approved_at,
    min(s.at) filter (where s.standing = 'live') as live_at
  from ${standingChanges} s where s.application_id = ${applications.id}
) stood`;
const sent = sql`lateral (
  select count(*)::int as sections from ${sectionAttempts} a where a.application_id = ${applications.id}
) sent`;
const refused = sql`lateral (
  select count(distinct (r.type, r.attempt))::int as sections, min(r.at) as first_at
  from ${refusals} r where r.application_id = ${applications.id}
) refused`;

/** The place behind which the next batch begins. */
export type ExportPlace = { cohort: string; id: string };

/** At most `limit` merchants of a range behind a place, by week and id: an order that no change of a merchant moves. */
export async function listMerchantRows(db: Db, range: InsightRange, after: ExportPlace | null, limit: number) {
  return await db
    .select({
      id: applications.id,
      cohort: applications.cohort,
      businessName: applications.businessName,
      brandName: applications.brandName,
      businessType: applications.businessType,
      legalEntity: applications.legalEntity,
      line: applications.line,
      way: applications.way,
      standing: applications.standing,
      dokuBusinessId: applications.dokuBusinessId,
      invitedAt: applications.createdAt,
      startedAt: sql<Date | null>`stood.started_at`.mapWith(asDate),
      submittedAt: applications.submittedAt,
      approvedAt: sql<Date | null>`stood.approved_at`.mapWith(asDate),
      liveAt: sql<Date | null>`stood.live_at`.mapWith(asDate),
      firstRefusedAt: sql<Date | null>`refused.first_at`.mapWith(asDate),
      sentSections: sql<number>`sent.sections`,
      refusedSections: sql<number>`refused.sections`,
    })
    .from(applications)
    .crossJoin(stood)
    .crossJoin(sent)
    .crossJoin(refused)
    .where(
      and(
        gte(applications.cohort, range.from),
        lte(applications.cohort, range.to),
        ofKind(range.kind),
        after
          ? sql`(${applications.cohort}, ${applications.id}) > (${after.cohort}::date, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(applications.cohort), asc(applications.id))
    .limit(limit);
}
export type MerchantRow = Awaited<ReturnType<typeof listMerchantRows>>[number];
