/** The statements of `npm run seed:scale`: invented merchants in shares as a partner of some years has them. */
import { seal } from "../lib/crypto/seal";
import { businessLinesOf } from "../lib/domain/kinds";
import { reasonCodes } from "../lib/domain/reasons";
import { callbackTypes, verdictTypes } from "../lib/domain/sections";

/** `:from` and `:to` stand for the numbers of a batch. */
type Step = { what: string; statement: string };
type ScaleSql = { before: string[]; merchants: Step[]; events: Step[]; tables: string[] };

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const list = (texts: readonly string[]) => `array[${texts.map(quoted).join(", ")}]`;
/** One of a list, by a share from 0 to 1. */
const chosen = (texts: readonly string[], share: string) =>
  `(${list(texts)})[1 + floor((${share}) * ${texts.length})::int]`;
/** A few sealed values for everybody: sealing a million would take longer than everything else. */
const sealed = (texts: readonly string[], context: string) => texts.map((text) => seal(text, context));

const trades = ["Toko", "Warung", "Kopi", "Bengkel", "Apotek", "Kedai", "Rumah Makan", "Butik", "Salon", "Depot"];
const common = ["Berkah", "Sinar", "Makmur", "Cahaya", "Melati", "Wijaya", "Anugerah", "Sejahtera", "Lestari", "Abadi"];
const syllables = ["ba", "ci", "da", "gu", "ha", "ja", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "wi", "ya"];
/** Ten names that many have and some four thousand that few have. */
const names = [...common, ...syllables.flatMap((a) => syllables.flatMap((b) => syllables.map((c) => `${a}${b}${c}`)))];
const people = ["Siti Rahma", "Budi Santoso", "Agus Wijaya", "Dewi Lestari", "Joko Susilo", "Rina Marlina"];
const staffCount = 20;

/** Shares of a portfolio; the rest is live. */
const standings: [string, number][] = [
  ["invited", 0.12],
  ["draft", 0.14],
  ["submitting", 0.002],
  ["attention", 0.003],
  ["in_review", 0.05],
  ["needs_correction", 0.04],
  ["approved", 0.01],
  ["settlement_held", 0.015],
  ["suspended", 0.01],
  ["not_opened", 0.01],
];

function standingOfRoll(): string {
  let upTo = 0;
  const cases = standings.map(([standing, share]) => {
    upTo += share;
    return `when roll < ${upTo.toFixed(4)} then ${quoted(standing)}`;
  });
  return `case ${cases.join(" ")} else 'live' end`;
}

const merchantsBefore = (merchants: number) => [
  `insert into users (id, role, staff_role, email, email_index, name)
   select md5('staff' || n)::uuid, 'staff', 'reviewer', ${quoted(seal("reviewer@partner.test", "users.email"))}, 'seed-staff-' || n,
     ${chosen(sealed(people, "users.name"), `(n % ${people.length})::float / ${people.length}`)}
   from generate_series(1, ${staffCount}) as n`,
  `create temp table rolled as
   select n, random() as roll, random() as r2, random() as r3, random() as r4, random() as r5, random() as r6
   from generate_series(1, ${merchants}) as n`,
  `create temp table seeded as
   select *,
     case standing
       when 'in_review' then now() - r2 * interval '60 hours'
       when 'needs_correction' then now() - interval '1 day' - r2 * interval '20 days'
       when 'invited' then null when 'draft' then null when 'submitting' then null when 'attention' then null
       else now() - interval '13 days' - r2 * interval '1000 days'
     end as submitted
   from (select *, ${standingOfRoll()} as standing from rolled) as standing`,
  `alter table seeded add column id uuid, add column owner uuid, add column created timestamptz, add column updated timestamptz,
     add column business text, add column brand text, add column entity text, add column line text`,
  `update seeded set
     id = md5('merchant' || n)::uuid,
     owner = md5('owner' || n)::uuid,
     created = coalesce(submitted, now() - r2 * interval '90 days' - interval '10 days') - r3 * interval '10 days',
     business = ${chosen(trades, "r3 * r3")} || ' ' || initcap(${chosen(names, "r4 * r4 * r4")}) || ' ' || initcap(${chosen(names, "r5")}),
     brand = case when r6 < 0.6 then initcap(${chosen(names, "r5")}) || ' ' || initcap(${chosen(names, "r6")}) end,
     entity = case when r6 < 0.7 then 'PERSEORANGAN' when r6 < 0.88 then 'PT' when r6 < 0.95 then 'CV' else 'YAYASAN' end`,
  `update seeded set
     updated = least(coalesce(submitted, created) + r4 * interval '10 days', now() - r4 * interval '1 hour'),
     line = case when entity = 'PERSEORANGAN' then 'RETAIL' else ${chosen(businessLinesOf.CORPORATE, "r4")} end`,
  "create unique index on seeded (n)",
  "create temp table sent as select row_number() over (order by n) as k, id from seeded where submitted is not null",
  "create unique index on sent (k)",
  "analyze seeded",
  "analyze sent",
];

const refusedType = `(${list(verdictTypes)})[1 + n % ${verdictTypes.length}]`;
const refusedFor = `(${list(reasonCodes)})[1 + n % ${reasonCodes.length}]`;
const inBatch = "n between :from and :to";
const needs = `case
  when standing = 'attention' then array['stopped']
  when standing = 'needs_correction' and r4 < 0.03 then array['rejected', 'unmapped']
  when standing = 'needs_correction' and r4 < 0.5 then array['rejected']
  when standing = 'live' and r4 < 0.002 then array['drift']
  when standing = 'live' and r4 < 0.003 then array['asks_change']
  else array[]::text[] end`;

const applications: Step = {
  what: "merchants",
  statement: `insert into applications (id, owner_id, state, business_name, brand_name, business_type, legal_entity, line, nationality,
      webhook_token_hash, webhook_token, doku_business_id, doku_brand_id, shared_key, submitted_at, confirmed_at, overall,
      needs, needs_at, assignee_id, refused, reasons, due_soon_at, due_at, created_at, updated_at)
    select id, owner, case when submitted is null then standing else 'submitted' end, business, brand,
      case when entity = 'PERSEORANGAN' then 'PERSONAL' else 'CORPORATE' end, entity, line, 'ID',
      'seed-' || n, ${quoted(seal("seed", "applications.webhook_token"))},
      case when submitted is not null then 'BSN-' || lpad(n::text, 10, '0') end,
      case when submitted is not null then 'BRN-' || lpad(n::text, 10, '0') end,
      case when submitted is not null then ${quoted(seal("SK-SEED", "applications.shared_key"))} end,
      submitted, case when submitted is not null then updated end, case when submitted is not null then standing end,
      needs,
      case when cardinality(needs) > 0 then updated when standing = 'in_review' then submitted + interval '36 hours' end,
      case when cardinality(needs) > 0 and r5 < 0.3 then md5('staff' || (1 + n % ${staffCount}))::uuid end,
      case when standing = 'needs_correction' then array[${refusedType}] else array[]::text[] end,
      case when standing = 'needs_correction' then array[${refusedFor}] else array[]::text[] end,
      case when standing = 'in_review' then submitted + interval '36 hours' end,
      case when standing = 'in_review' then submitted + interval '48 hours' end,
      created, updated
    from (select *, ${needs} as needs from seeded where ${inBatch}) as seeded`,
};

const owners: Step = {
  what: "people",
  statement: `insert into users (id, role, email, email_index, name, locale, created_at)
    select owner, 'merchant', ${quoted(seal("merchant@merchant.test", "users.email"))}, 'seed-' || n,
      ${chosen(sealed(people, "users.name"), `(n % ${people.length})::float / ${people.length}`)}, 'id', created
    from seeded where ${inBatch}`,
};

const words: Step = {
  what: "words of the search",
  statement: `insert into merchant_words (word, application_id, names)
    select word, id, ' ' || string_agg(word, ' ') over (partition by id order by place rows between unbounded preceding and unbounded following)
    from (
      select id, word, min(place) as place
      from seeded, regexp_split_to_table(lower(business || coalesce(' ' || brand, '')), ' ') with ordinality as t(word, place)
      where ${inBatch} group by id, word
    ) as words`,
};

const searchKeys: Step = {
  what: "blind indexes",
  statement: `insert into search_keys (kind, key, application_id)
    select kind, md5(kind || n), id from seeded, unnest(array['email', 'phone', 'nik']) as kind where ${inBatch}`,
};

const invitations: Step = {
  what: "invitations",
  statement: `insert into invitations (application_id, invited_by, expires_at, sent_at, accepted_at, created_at)
    select id, md5('staff' || (1 + n % ${staffCount}))::uuid, created + interval '14 days', created,
      case when standing <> 'invited' then least(created + r4 * interval '2 days', updated) end, created
    from seeded where ${inBatch}`,
};

const standingSteps: Step = {
  what: "standings since when",
  statement: `insert into standing_changes (application_id, position, standing, at, left_at)
    select id, row_number() over (partition by id order by place), step, at, lead(at) over (partition by id order by place)
    from (
      select id, place, step, at from seeded, lateral (values
        (1, 'invited', created),
        (2, 'draft', case when standing <> 'invited' then created + (coalesce(submitted, updated) - created) * 0.3 end),
        (3, 'submitting', submitted - interval '5 seconds'),
        (4, 'in_review', submitted),
        (5, standing, case when standing not in ('invited', 'draft', 'in_review') then updated end)
      ) as steps(place, step, at)
      where ${inBatch} and at is not null
    ) as steps`,
};

const entityState = `case
  when standing = 'in_review' then 'in_review'
  when standing = 'suspended' and type = 'BRAND' then 'suspended'
  when standing = 'needs_correction' and type = ${refusedType} then 'rejected'
  when standing = 'needs_correction' and type in ('BRAND.OPERATIONAL_STATUS', 'BRAND_PRODUCT') then 'in_review'
  else 'approved' end`;

const entities: Step = {
  what: "sections at DOKU",
  statement: `insert into kyb_entities (application_id, type, entity_id, state, raw_status, notes, changed_at)
    select id, type, lower(type) || '-' || n, ${entityState},
      case ${entityState} when 'approved' then 'ACTIVE' when 'rejected' then 'REJECTED' when 'suspended' then 'SUSPENDED' else 'UPDATING' end,
      ${quoted(seal("[]", "kyb_entities.notes"))}, updated
    from seeded, unnest(${list(callbackTypes)}) as type where ${inBatch} and submitted is not null`,
};

const attempts: Step = {
  what: "attempts",
  statement: `insert into section_attempts (application_id, type, attempt, cause, sent_at, state, notes, state_at, decided_at)
    select id, type, 1, 'registration', submitted, ${entityState}, ${quoted(seal("[]", "section_attempts.notes"))}, updated,
      case when ${entityState} <> 'in_review' then least(submitted + r3 * interval '60 hours', now()) end
    from seeded, unnest(${list(callbackTypes)}) as type where ${inBatch} and submitted is not null`,
};

const refusals: Step = {
  what: "reasons of refusals",
  statement: `insert into refusals (application_id, type, attempt, fingerprint, reason, at)
    select id, ${refusedType}, 1, '', ${refusedFor}, updated from seeded where ${inBatch} and standing = 'needs_correction'`,
};

/** The merchant of an event, spread over all that were sent. */
const ofSomebody = "join sent on sent.k = 1 + (n::bigint * 7919) % (select count(*) from sent)";

const callbacks: Step = {
  what: "callbacks",
  statement: `insert into webhook_events (application_id, request_id, digest, verified, body, type, entity_id, status, outcome, why, sent_at, received_at)
    select sent.id, 'seed-' || n, md5(n::text), roll > 0.002, ${quoted(seal('{"type":"BUSINESS","status":"ACTIVE"}', "webhook_events.body"))},
      ${chosen(callbackTypes, "r2")}, 'entity-' || n, case when r3 < 0.85 then 'ACTIVE' when r3 < 0.97 then 'REJECTED' else 'UPDATING' end,
      case when roll < 0.002 then 'unverified' when roll < 0.004 then 'failed' when roll < 0.008 then 'not_understood' when roll < 0.04 then 'ignored' else 'applied' end,
      case when roll < 0.04 and roll >= 0.008 then 'older' end, at, at
    from (
      select n, random() as roll, random() as r2, random() as r3, now() - random() * interval '1000 days' as at
      from generate_series(:from, :to) as n
    ) as numbered ${ofSomebody}`,
};

const calls: Step = {
  what: "calls to DOKU",
  statement: `insert into doku_calls (application_id, endpoint, method, path, request_id, status, outcome, duration_ms, at)
    select sent.id, ${chosen(["getBusiness", "uploadFile", "register", "update"], "r2")}, 'GET', '/partner/v1/business', 'seed-call-' || n,
      case when roll < 0.02 then 500 else 200 end, case when roll < 0.02 then 'unavailable' else 'ok' end, (50 + r2 * 900)::int, at
    from (
      select n, random() as roll, random() as r2, now() - random() * interval '1000 days' as at
      from generate_series(:from, :to) as n
    ) as numbered ${ofSomebody}`,
};

/** Everything in the order in which it has to be inserted. */
export function scaleSql(merchants: number): ScaleSql {
  return {
    before: merchantsBefore(merchants),
    merchants: [owners, applications, words, searchKeys, invitations, standingSteps, entities, attempts, refusals],
    events: [callbacks, calls],
    tables: [
      "users",
      "applications",
      "merchant_words",
      "search_keys",
      "invitations",
      "standing_changes",
      "kyb_entities",
      "section_attempts",
      "refusals",
      "webhook_events",
      "doku_calls",
    ],
  };
}
