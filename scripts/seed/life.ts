/** What becomes of each merchant and when, as one row of plain facts from which every table is filled. */
import { companyForms, companyLines, names, places, trades, trailers } from "./words";

/** How long the portal has been there. */
export const spanDays = 730;

/** A text in SQL. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
export const textArray = (texts: readonly string[]) => `array[${texts.map(quoted).join(", ")}]::text[]`;
const weighted = (pairs: readonly [string, number][]) =>
  textArray(pairs.flatMap(([text, weight]) => Array<string>(weight).fill(text)));

/** `r(n, k)`: a number from 0 to below 1 that is always the same for n and k, so that two runs make the same merchants. */
export const randomFunction = `create function pg_temp.r(n bigint, k int) returns float8 immutable parallel safe language sql as
  $$ select (hashint8extended(n, k) & 2147483647)::float8 / 2147483648 $$`;

/** One of a list; the first ones are drawn most often. */
const draw = (list: string, k: number) =>
  `(${list})[1 + floor(pow(pg_temp.r(n, ${k}), 2) * cardinality(${list}))::int]`;
const evenly = (list: string, k: number) => `(${list})[1 + floor(pg_temp.r(n, ${k}) * cardinality(${list}))::int]`;
/** A waiting time that is mostly short and sometimes long. */
const wait = (k: number, hours: number) => `make_interval(secs => -ln(1 - pg_temp.r(n, ${k})) * ${hours * 3600})`;
const chance = (k: number, share: number) => `pg_temp.r(n, ${k}) < ${share}`;

export const lifeTable = `create unlogged table seed_life (
  n int primary key, id uuid not null, owner_id uuid not null, kind text, legal_entity text, line text,
  business_name text not null, brand_name text, names text[] not null, has_social boolean not null, refusal int not null,
  invited_at timestamptz not null, started_at timestamptz, pressed_at timestamptz, stopped_at timestamptz,
  registered_at timestamptz, refused_at timestamptz, corrected_at timestamptz, again_at timestamptz,
  refused_again_at timestamptz, corrected_again_at timestamptz, third_at timestamptz, approved_at timestamptz,
  opened_at timestamptz, is_live boolean not null, changed_at timestamptz, change_done_at timestamptz, suspended_at timestamptz,
  standing text not null, standing_at timestamptz not null, left_at_step int not null, assignee uuid)`;

/** Every step follows from the one before; what lies in the future has not happened. */
const steps: [string, string][] = [
  ["started_at", `case when ${chance(2, 0.88)} then invited_at + ${wait(3, 20)} end`],
  ["pressed_at", `case when ${chance(4, 0.82)} then started_at + interval '40 minutes' + ${wait(5, 60)} end`],
  ["stopped_at", `case when ${chance(6, 0.004)} then pressed_at + interval '3 minutes' end`],
  [
    "registered_at",
    `case when stopped_at is null then pressed_at + interval '50 seconds' when ${chance(7, 0.9)} then stopped_at + ${wait(8, 12)} end`,
  ],
  ["first_at", `registered_at + interval '5 hours' + ${wait(9, 15)}`],
  ["refused_at", `case when ${chance(10, 0.3)} then first_at end`],
  ["corrected_at", `case when ${chance(11, 0.93)} then refused_at + interval '1 hour' + ${wait(12, 40)} end`],
  ["again_at", `corrected_at + interval '40 seconds'`],
  ["second_at", `again_at + interval '5 hours' + ${wait(13, 15)}`],
  ["refused_again_at", `case when ${chance(14, 0.15)} then second_at end`],
  [
    "corrected_again_at",
    `case when ${chance(15, 0.8)} then refused_again_at + interval '1 hour' + ${wait(16, 40)} end`,
  ],
  ["third_at", `corrected_again_at + interval '40 seconds'`],
  [
    "approved_at",
    `case when refused_at is null then first_at when refused_again_at is null then second_at else third_at + interval '5 hours' + ${wait(17, 15)} end`,
  ],
  ["opened_at", `case when ${chance(18, 0.997)} then approved_at + interval '20 minutes' + ${wait(19, 18)} end`],
  ["changed_at", `case when ${chance(20, 0.02)} and ${chance(21, 0.985)} then opened_at + ${wait(22, 2_000)} end`],
  ["change_done_at", `changed_at + interval '4 hours' + ${wait(23, 30)}`],
  [
    "suspended_at",
    `case when ${chance(24, 0.006)} and changed_at is null and ${chance(21, 0.985)} then opened_at + ${wait(25, 2_500)} end`,
  ],
];

const isLive = chance(21, 0.985);

/** Where a merchant stood and since when, in order; a row without a time did not happen. */
export const standingsOf = (life: string) => `(values
  (1, 'invited', ${life}.invited_at), (2, 'draft', ${life}.started_at), (3, 'submitting', ${life}.pressed_at),
  (4, 'attention', ${life}.stopped_at), (5, 'in_review', ${life}.registered_at), (6, 'needs_correction', ${life}.refused_at),
  (7, 'submitting', ${life}.corrected_at), (8, 'in_review', ${life}.again_at), (9, 'needs_correction', ${life}.refused_again_at),
  (10, 'submitting', ${life}.corrected_again_at), (11, 'in_review', ${life}.third_at), (12, 'approved', ${life}.approved_at),
  (13, case when ${life}.is_live then 'live' else 'not_opened' end, ${life}.opened_at),
  (14, 'settlement_held', ${life}.changed_at), (15, 'live', ${life}.change_done_at), (16, 'suspended', ${life}.suspended_at))`;

/** Lives of the merchants from `first` to `last` of `total`, the earliest invited first. */
export function lifeInsert(
  { first, last, total }: { first: number; last: number; total: number },
  { drawn, reviewers }: { drawn: readonly number[]; reviewers: readonly string[] },
): string {
  const nested = steps.reduce(
    (inner, [name, sql]) =>
      // The offset keeps the planner from writing each step into all later ones.
      `select *, case when (${sql}) <= $1::timestamptz then ${sql} end as ${name} from (${inner}) as before_${name} offset 0`,
    `select n, ${isLive} as is_live, $1::timestamptz - make_interval(secs => ${spanDays * 86_400} * (1 - pow(n::float8 / ${total}, 0.8))) as invited_at, ${chance(1, 0.72)} as is_person from generate_series(${first}, ${last}) as n`,
  );
  const draws = `array[${drawn.join(",")}]::int[]`;
  const [nameList, tradeList] = [textArray(names), textArray(trades)];
  return `insert into seed_life
    select n, md5('application ' || n)::uuid, md5('owner ' || n)::uuid,
      case when knows_kind then case when is_person then 'PERSONAL' else 'CORPORATE' end end,
      case when knows_kind then case when is_person then 'PERSEORANGAN' else ${evenly(weighted(companyForms), 30)} end end,
      case when knows_kind then case when is_person then 'RETAIL' else ${evenly(weighted(companyLines), 31)} end end,
      business_name, case when registered_at is not null then brand_name end,
      (select array_agg(word order by place) from (
        select word, min(place) as place
        from regexp_split_to_table(lower(business_name || case when registered_at is not null then ' ' || brand_name else '' end), '[^a-z0-9]+')
          with ordinality as split(word, place)
        where word <> '' group by word) as words),
      ${chance(32, 0.6)}, ${evenly(draws, 33)}, invited_at, started_at, pressed_at, stopped_at,
      registered_at, refused_at, corrected_at, again_at, refused_again_at, corrected_again_at, third_at, approved_at,
      opened_at, is_live, changed_at, change_done_at, suspended_at, stood.standing, stood.at,
      floor(9 * pow(pg_temp.r(n, 35), 1.3))::int,
      case when ${chance(36, 0.4)} then (array[${reviewers.map(quoted).join(", ")}]::uuid[])[1 + floor(pg_temp.r(n, 37) * ${reviewers.length})::int] end
    from (select *, started_at is not null and (pressed_at is not null or pg_temp.r(n, 35) > 0.08) as knows_kind from (${nested}) as lived) as life
      cross join lateral (select case when is_person
        then ${draw(tradeList, 40)} || ' ' || ${draw(nameList, 41)} || case when ${chance(42, 0.55)} then ' ' || ${evenly(textArray(places), 43)} else '' end
        else ${evenly(textArray(["PT", "CV", "PT", "Yayasan"]), 44)} || ' ' || ${draw(nameList, 41)} || ' ' || ${evenly(nameList, 45)} || case when ${chance(46, 0.7)} then ' ' || ${evenly(textArray(trailers), 47)} else '' end
      end || case when ${chance(48, 0.35)} then ' ' || (n % 9973) else '' end as business_name,
      case when is_person then ${draw(tradeList, 40)} || ' ' || ${draw(nameList, 41)} else ${draw(nameList, 41)} || ' ' || ${evenly(nameList, 45)} end as brand_name) as named
      cross join lateral (
        select standing, at from ${standingsOf("life")} as s(place, standing, at)
        where at is not null order by place desc limit 1) as stood`;
}
