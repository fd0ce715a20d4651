/** Counts a week of merchants for insight, as lib/domain/insight counts one. A test holds the two together. */
import { eq, sql } from "drizzle-orm";
import { businessParts } from "../../lib/domain/business";
import { clockHours } from "../../lib/domain/clocks";
import { approvedStandings } from "../../lib/domain/insight";
import { businessTypes } from "../../lib/domain/kinds";
import { reasonCodes } from "../../lib/domain/reasons";
import { callbackTypes } from "../../lib/domain/sections";
import type { Db } from "../client";
import {
  applications,
  drafts,
  files,
  insightCounts,
  insightWeeks,
  noteReasons,
  refusals,
  requirementSets,
  sectionAttempts,
  standingChanges,
} from "../schema";

const texts = (values: readonly string[]) =>
  sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;

const merchants = (week: string) => sql`
  merchants as materialized (
    select a.id, a.state, a.way, a.submitted_at,
      case when a.business_type = any(${texts(businessTypes)}) then a.business_type else 'UNKNOWN' end as kind,
      a.business_type is not null and r.application_id is not null as knows_requirements,
      r.requirements
    from ${applications} a left join ${requirementSets} r on r.application_id = a.id
    where a.cohort = ${week}
  ),
  stays as materialized (
    select m.id, m.kind, s.standing, s.at, s.left_at
    from merchants m join ${standingChanges} s on s.application_id = m.id
  ),
  refused as materialized (
    select m.id, m.kind, r.type, r.attempt, r.at,
      case when n.reason = any(${texts(reasonCodes)}) then n.reason else r.reason end as reason
    from merchants m join ${refusals} r on r.application_id = m.id
      left join ${noteReasons} n on n.fingerprint = r.fingerprint
  ),
  met as (
    select id,
      min(at) filter (where standing = any(${texts(approvedStandings)})) as approved_at,
      min(at) filter (where standing = 'live') as live_at,
      bool_or(standing <> 'invited') as has_come
    from stays group by id
  ),
  refused_first as (select id, min(at) as at from refused group by id),
  reached as materialized (
    select m.*,
      m.submitted_at is not null or m.state <> 'invited' or coalesce(met.has_come, false) as has_come,
      case when m.submitted_at is not null then met.approved_at end as approved_at,
      case when m.submitted_at is not null then met.live_at end as live_at,
      r.at as refused_at
    from merchants m left join met on met.id = m.id left join refused_first r on r.id = m.id
  )`;

const steps = sql`
  select kind, 'step' as measure, step.key, 0 as value, 1 as count
  from reached cross join lateral (values
    ('invited', true),
    ('started', has_come),
    ('submitted', submitted_at is not null),
    ('first_pass', approved_at is not null and (refused_at is null or refused_at > approved_at)),
    ('first_live', approved_at is not null and (refused_at is null or refused_at > approved_at) and live_at is not null),
    ('approved', approved_at is not null),
    ('live', live_at is not null)
  ) as step(key, is_reached) where step.is_reached`;

/** A slot's id is made of place, contact, category and code (lib/domain/requirements); the first contact stands for all. */
const filesMissing = sql`exists (
  select 1 from jsonb_array_elements(reached.requirements) as asked
  where (asked->>'mandatory')::boolean and not exists (
    select 1 from ${files} f
    where f.application_id = reached.id and f.removed_at is null and f.slot_id = concat_ws('.',
      asked->>'place', case when asked->>'place' = 'contact' then 'primary' end, asked->>'category', asked->>'code')
  )
)`;

const firstOpenPart = sql`(
  select part.name from unnest(${texts(businessParts)}) with ordinality as part(name, place)
  where not exists (
    select 1 from ${drafts} d
    where d.application_id = reached.id and d.part = part.name and d.completed_at is not null
  ) order by part.place limit 1
)`;

const left = sql`
  select kind, 'left', case
    when way = 'lite' then 'lite'
    when not has_come then 'never_came'
    when state not in ('invited', 'draft') then 'sending'
    when not knows_requirements then 'requirements'
    when ${filesMissing} then 'uploads'
    else coalesce(${firstOpenPart}, 'check')
  end, 0, 1
  from reached where submitted_at is null`;

const stays = sql`
  select kind, case when left_at is null then 'open' else 'stay' end, standing,
    case
      when left_at is null then 0
      when stay.minutes < 60 then stay.minutes
      when stay.minutes < 14400 then stay.minutes - stay.minutes % 60
      else stay.minutes - stay.minutes % 1440
    end, 1
  from stays cross join lateral (
    select greatest(0, floor(extract(epoch from left_at - at) / 60))::int as minutes
  ) as stay`;

const reasons = sql`
  select kind, 'refusal', reason, 0, 1 from (select distinct id, kind, type, attempt, reason from refused) as each
  union all
  select kind, 'refused_merchant', reason, 0, 1 from (select distinct id, kind, reason from refused) as each`;

const clocks = sql.join(
  callbackTypes.flatMap((type) => (clockHours[type] === null ? [] : [sql`(${type}, ${clockHours[type]}::int)`])),
  sql`, `,
);

const verdicts = sql`
  select kind,
    case when decided_at <= due_at then 'kept' when decided_at is not null then 'late' else 'waiting' end, type,
    case when decided_at is null then ceil(extract(epoch from due_at) / 60)::int else 0 end, 1
  from (
    select m.kind, a.type, a.decided_at, a.sent_at + make_interval(hours => clock.hours) as due_at,
      lead(a.attempt) over (partition by a.application_id, a.type order by a.attempt) as later
    from merchants m join ${sectionAttempts} a on a.application_id = m.id
      join (values ${clocks}) as clock(type, hours) on clock.type = a.type
  ) as sent where decided_at is not null or later is null`;

/**
 * Counts one week anew and puts that in place of what was counted before. Two that count the same week do it once.
 * @param week a Monday, `weekOf`
 * @returns false when somebody else is just counting it
 */
export async function countWeek(db: Db, week: string): Promise<boolean> {
  return await db.transaction(async (tx) => {
    await tx.insert(insightWeeks).values({ week }).onConflictDoNothing();
    const [own] = await tx
      .select({ week: insightWeeks.week })
      .from(insightWeeks)
      .where(eq(insightWeeks.week, week))
      .for("update", { skipLocked: true });
    if (!own) return false;
    await tx.delete(insightCounts).where(eq(insightCounts.week, week));
    // One statement, so that every number is of the same moment.
    await tx.execute(sql`
      insert into ${insightCounts} ("week", "kind", "measure", "key", "value", "count")
      with ${merchants(week)}
      select ${week}::date, kind, measure, key, value, sum(count)
      from (${steps} union all ${left} union all ${stays} union all ${reasons} union all ${verdicts}) as counted
      group by kind, measure, key, value`);
    await tx.update(insightWeeks).set({ countedAt: sql`now()` }).where(eq(insightWeeks.week, week));
    return true;
  });
}
