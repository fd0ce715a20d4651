/** From lives to the tables that hold merchants: one statement a table and batch. */
import { businessParts } from "../../lib/domain/business";
import { quoted, standingsOf, textArray } from "./life";
import type { PlainSamples } from "./samples";

const batch = "n between $1 and $2";

/** What is at DOKU of each merchant of the batch: the section, how it was sent each time, and what came back when. */
export const attemptsTable = `create unlogged table seed_attempts (id uuid, n int, type text, attempt int, cause text, sent_at timestamptz,
  state text, state_at timestamptz, decided_at timestamptz, refusal int, is_last boolean, standing text, kind text)`;
const attempts = `insert into seed_attempts select l.id, l.n, t.type, a.attempt, a.cause, a.sent_at,
    case when a.refused_at is not null then 'rejected' when a.decided_at is not null then a.verdict else 'in_review' end as state,
    coalesce(a.refused_at, a.decided_at, a.sent_at) as state_at, coalesce(a.refused_at, a.decided_at) as decided_at,
    case when a.refused_at is not null then a.refusal end as refusal, a.is_last, l.standing, l.kind
  from seed_life l
    join seed_refusals first_refusal on first_refusal.i = l.refusal
    cross join (values ('BRAND.OPERATIONAL_STATUS'), ('BUSINESS'), ('BUSINESS_CONTACT'), ('BUSINESS_ADDRESS'), ('BUSINESS_DOCUMENT'),
      ('BUSINESS_BANK'), ('BRAND'), ('BRAND_SOCIAL_MEDIA'), ('BRAND_PHOTO_PROOF'), ('BRAND_PRODUCT')) as t(type)
    -- Who has no documents or networks is refused for the bank account instead.
    cross join lateral (select
      case when (first_refusal.type = 'BUSINESS_DOCUMENT' and l.kind = 'PERSONAL') or (first_refusal.type = 'BRAND_SOCIAL_MEDIA' and not l.has_social)
        then 1 else l.refusal end as first_i) as chosen
    join seed_refusals meant on meant.i = chosen.first_i
    cross join lateral (select l.registered_at
      + (coalesce(l.refused_at, l.approved_at, $3::timestamptz) - l.registered_at) * (0.4 + 0.6 * pg_temp.r(l.n, 50 + length(t.type))) as own_at) as own
    cross join lateral (values
      (1, 'registration', l.registered_at,
        case when t.type = meant.type then l.refused_at end,
        case
          when t.type = 'BRAND.OPERATIONAL_STATUS' then l.opened_at
          when t.type = 'BRAND_PRODUCT' then case when l.opened_at + interval '9 hours' <= $3 then l.opened_at + interval '9 hours' end
          when t.type = meant.type and l.refused_at is not null then null
          when coalesce(l.refused_at, l.approved_at) is not null or own_at + interval '20 hours' <= $3 then own_at end,
        case when t.type = 'BRAND.OPERATIONAL_STATUS' and not l.is_live then 'rejected' else 'approved' end,
        chosen.first_i, t.type <> meant.type or l.again_at is null),
      (2, 'correction', case when t.type = meant.type then l.again_at end, l.refused_again_at,
        case when l.refused_again_at is null then l.approved_at end, 'approved', chosen.first_i, l.third_at is null),
      (3, 'correction', case when t.type = meant.type then l.third_at end, null, l.approved_at, 'approved', chosen.first_i, true)
    ) as a(attempt, cause, sent_at, refused_at, decided_at, verdict, refusal, is_last)
  where l.${batch} and l.registered_at is not null and a.sent_at is not null
    and (t.type <> 'BUSINESS_DOCUMENT' or l.kind = 'CORPORATE') and (t.type <> 'BRAND_SOCIAL_MEDIA' or l.has_social)`;

/** Parts of the queue that do not follow from where a merchant stands; as shares of those who are live. */
const rare = (k: number, share: number) => `(l.standing = 'live' and pg_temp.r(l.n, ${k}) < ${share})`;
const isReturned = "(l.standing = 'needs_correction' and pg_temp.r(l.n, 60) < 0.7)";
const asksChange = rare(61, 0.001);
const hasDrift = rare(62, 0.0005);
const isUnread = rare(63, 0.0003);
const isUnknown = "(l.standing = 'needs_correction' and not refusal.is_known)";

const applications = `insert into applications (id, owner_id, state, business_name, brand_name, business_type, legal_entity, line, nationality,
    webhook_token_hash, webhook_token, doku_business_id, doku_brand_id, submitted_at, confirmed_at, overall, needs, needs_at, snoozed_until,
    assignee_id, refused, reasons, read_failures, next_read_at, due_soon_at, due_at, clock_told_at, created_at, updated_at)
  select l.id, l.owner_id, case when l.standing in ('invited', 'draft', 'submitting', 'attention') then l.standing else 'submitted' end,
    l.business_name, l.brand_name, l.kind, l.legal_entity, l.line, case when l.kind is not null then 'ID' end, p.token_hash, p.token,
    'BSN-' || lpad(registered.r::text, 10, '0'), 'BRN-' || lpad(registered.r::text, 10, '0'), l.registered_at,
    case when l.registered_at is not null then $3::timestamptz - interval '1 hour' end,
    case when l.registered_at is null then null
      when l.standing = 'submitting' then 'needs_correction' when l.standing in ('invited', 'draft', 'attention') then 'in_review' else l.standing end,
    needs.all_of, needs.at, needs.snoozed_until,
    case when needs.at is not null or pg_temp.r(l.n, 64) < 0.1 then l.assignee end,
    case l.standing when 'needs_correction' then array[refusal.type] when 'not_opened' then array['BRAND.OPERATIONAL_STATUS']
      when 'suspended' then array['BRAND.OPERATIONAL_STATUS', 'BRAND'] else '{}' end,
    case l.standing when 'needs_correction' then array[refusal.reason] when 'suspended' then array['SUSPICIOUS_ACTIVITY'] else '{}' end,
    case when ${isUnread} then 3 else 0 end,
    case when registered.r is not null then $3::timestamptz + make_interval(secs => 86400 + pg_temp.r(l.n, 65) * 2592000) end,
    clock.soon_at, clock.due_at, $3::timestamptz, l.invited_at, least($3::timestamptz, l.standing_at + interval '7 minutes')
  from seed_life l
    join seed_people p on p.n = l.n
    left join seed_registered registered on registered.id = l.id
    join seed_refusals refusal on refusal.i = case
      when ((select type from seed_refusals where i = l.refusal) = 'BUSINESS_DOCUMENT' and l.kind = 'PERSONAL')
        or ((select type from seed_refusals where i = l.refusal) = 'BRAND_SOCIAL_MEDIA' and not l.has_social) then 1 else l.refusal end
    cross join lateral (select
      case when l.standing in ('in_review', 'settlement_held') then l.standing_at + interval '48 hours'
        when l.standing = 'approved' then l.registered_at + interval '120 hours' end as due_at,
      case when l.standing in ('in_review', 'settlement_held') then l.standing_at + interval '36 hours'
        when l.standing = 'approved' then l.registered_at + interval '90 hours' end as soon_at) as clock
    cross join lateral (select array_remove(array[
        case when l.standing = 'needs_correction' and not ${isReturned} then 'rejected' end,
        case when l.standing = 'attention' then 'stopped' end,
        case when ${asksChange} then 'asks_change' end,
        case when ${isUnknown} then 'unmapped' end,
        case when ${hasDrift} then 'drift' end,
        case when ${isUnread} then 'unread' end], null) as present) as found
    cross join lateral (select present as all_of,
      case when pg_temp.r(l.n, 66) < 0.04 and cardinality(present) > 0 then $3::timestamptz + interval '30 hours' end as snoozed_until) as asleep
    cross join lateral (select all_of, asleep.snoozed_until, greatest(asleep.snoozed_until, least(clock.soon_at,
      case when ${asksChange} or ${hasDrift} or ${isUnread} then greatest(l.standing_at, $3::timestamptz - interval '3 days')
        when cardinality(all_of) > 0 then l.standing_at end)) as at) as needs
  where l.${batch}`;

const ofEach = {
  users: `insert into users (id, role, email, email_index, name, locale, created_at)
    select l.owner_id, 'merchant', p.email, p.email_index, p.name, 'id', l.invited_at from seed_life l join seed_people p on p.n = l.n where l.${batch}`,
  applications,
  "standing changes": `insert into standing_changes (application_id, position, standing, at, left_at)
    select id, row_number() over way, standing, at, lead(at) over way
    from (select l.id, s.place, s.standing, s.at from seed_life l cross join lateral ${standingsOf("l")} as s(place, standing, at)
      where l.${batch} and s.at is not null) as stood window way as (partition by id order by place)`,
  words: `insert into merchant_words (word, application_id, names, needs_at)
    select word, l.id, ' ' || array_to_string(l.names, ' '), a.needs_at
    from seed_life l join applications a on a.id = l.id cross join unnest(l.names) as word where l.${batch}`,
  "search keys": `insert into search_keys (kind, key, application_id)
    select key.kind, key.value, l.id from seed_life l join seed_people p on p.n = l.n
      cross join lateral (values ('email', p.email_index), ('phone', p.phone), ('nik', p.nik)) as key(kind, value)
    where l.${batch} and l.started_at is not null`,
  invitations: `insert into invitations (application_id, invited_by, expires_at, sent_at, accepted_at, created_at)
    select l.id, $4::uuid, l.invited_at + interval '14 days', l.invited_at + interval '5 seconds', l.started_at, l.invited_at
    from seed_life l where l.${batch}`,
  submissions: `insert into submissions (application_id, kind, attempt, stage, request_id, request_path, tries, first_sent_at, last_failure, files_total, files_sent, created_at, finished_at)
    select l.id, s.kind, s.attempt, case when s.done_at is not null then 'done' when l.standing = 'attention' then 'attention' else 'registering' end,
      md5(l.n || s.kind || s.attempt), '/adv-core-api/partner/v1.0/business', 1, s.at,
      case when s.done_at is null then 'conflict' end, 4, 4, s.at, s.done_at
    from seed_life l cross join lateral (values
      ('registration', 1, l.pressed_at, l.registered_at), ('correction', 2, l.corrected_at, l.again_at),
      ('correction', 3, l.corrected_again_at, l.third_at)) as s(kind, attempt, at, done_at)
    where l.${batch} and s.at is not null`,
  changes: `insert into change_requests (application_id, type, state, reason, asked_at)
    select l.id, 'BUSINESS_BANK', 'asked', seed_sample('changeReason'), greatest(l.standing_at, $3::timestamptz - interval '3 days')
    from seed_life l where l.${batch} and ${asksChange}`,
  drifts: `insert into drifts (application_id, type, entity_id, ours, dokus, found_at)
    select l.id, 'BUSINESS_BANK', 'BSN-BANK-' || l.n, 'in_review', 'approved', greatest(l.standing_at, $3::timestamptz - interval '3 days')
    from seed_life l where l.${batch} and ${hasDrift}`,
};

const sections = {
  "before this batch": "truncate seed_attempts",
  "what was sent": attempts,
  attempts: `insert into section_attempts (application_id, type, attempt, cause, sent_at, state, notes, state_at, decided_at)
    select attempts.id, attempts.type, attempts.attempt, attempts.cause, attempts.sent_at, attempts.state,
      coalesce(refusal.attempt_notes, seed_sample('attemptNotes')), attempts.state_at, attempts.decided_at
    from seed_attempts attempts left join seed_refusals refusal on refusal.i = attempts.refusal`,
  refusals: `insert into refusals (application_id, type, attempt, fingerprint, reason, at)
    select attempts.id, attempts.type, attempts.attempt, refusal.fingerprint, refusal.reason, attempts.decided_at
    from seed_attempts attempts join seed_refusals refusal on refusal.i = attempts.refusal`,
  entities: `insert into kyb_entities (application_id, type, entity_id, name, state, raw_status, notes, doku_time, ref, attempt, changed_at)
    select a.id, a.type, 'ENT-' || a.n || '-' || length(a.type) || '-' || e.i, case when a.type = 'BUSINESS_CONTACT' then seed_sample('contactName') end,
      e.state, case e.state when 'approved' then 'ACTIVE' when 'rejected' then 'REJECTED' when 'suspended' then 'SUSPENDED' else 'UPDATING' end,
      case e.state when 'rejected' then coalesce(refusal.entity_notes, seed_sample('entityNotes')) when 'suspended' then seed_sample('suspendedNotes') else seed_sample('entityNotes') end,
      a.state_at, case when a.type = 'BUSINESS_CONTACT' and e.i = 1 then 'primary' when a.type = 'BUSINESS_CONTACT' then 'a1' end, a.attempt, a.state_at
    from seed_attempts a
      left join seed_refusals refusal on refusal.i = a.refusal
      cross join lateral (select case when a.type = 'BUSINESS_DOCUMENT' then 4 when a.type = 'BRAND_PRODUCT' or (a.type = 'BUSINESS_CONTACT' and a.kind = 'CORPORATE') then 2 else 1 end as many) as own
      cross join lateral (select i, case
        when a.standing = 'suspended' and a.type in ('BRAND', 'BRAND.OPERATIONAL_STATUS') then 'suspended'
        when a.standing = 'settlement_held' and a.type = 'BUSINESS_ADDRESS' then 'in_review'
        when a.state = 'rejected' and i > 1 then 'approved' else a.state end as state
        from generate_series(1, own.many) as i) as e
    where a.is_last`,
  returns: `insert into returns (application_id, type, attempt, reasons, note, returned_by, returned_at)
    select l.id, a.type, a.attempt, jsonb_build_array(refusal.reason), seed_sample('returnNote'), $4::uuid, a.decided_at + interval '2 hours'
    from seed_life l join section_attempts a on a.application_id = l.id and a.state = 'rejected' and a.type <> 'BRAND.OPERATIONAL_STATUS'
      join seed_refusals refusal on refusal.i = l.refusal
    where l.${batch} and ${isReturned}`,
};

/** How far those got who were never registered; only they need what insight counts them by. */
const drafts = {
  requirements: `insert into requirement_sets (application_id, kind_key, requirements, fetched_at)
    select l.id, l.kind || ' ' || l.legal_entity || ' ' || l.line || ' ID', $4::jsonb, l.started_at
    from seed_life l where l.${batch} and l.kind is not null and l.registered_at is null`,
  files: `insert into files (application_id, slot_id, storage_key, media_type, bytes, width, height, created_at)
    select l.id, asked.slot, l.id || '/' || asked.place, 'image/jpeg', 400000, 1600, 1200, l.started_at
    from seed_life l cross join unnest($4::text[]) with ordinality as asked(slot, place)
    where l.${batch} and l.kind is not null and l.registered_at is null and (l.left_at_step > 1 or l.pressed_at is not null)`,
  drafts: `insert into drafts (application_id, part, "values", completed_at, updated_at)
    select l.id, part.name, seed_sample('draft'), case when part.place <= l.left_at_step - 2 or l.pressed_at is not null then l.started_at + interval '20 minutes' end, l.started_at
    from seed_life l cross join unnest(${textArray(businessParts)}) with ordinality as part(name, place)
    where l.${batch} and l.started_at is not null and l.registered_at is null and part.place <= greatest(1, l.left_at_step - 1)`,
};

/**
 * $1 and $2 are the first and the last merchant, $3 is now; $4 is for `requirements` DOKU's requirements, for `files` the
 * slots, and for the others the id of a member of staff.
 */
export const merchantStatements = { ...ofEach, ...sections };
export const draftStatements = drafts;

/** A statement with its values in it: of four, each uses what it needs. */
export function withValues(statement: string, values: readonly (string | number)[]): string {
  return statement.replace(/\$(\d)/g, (_, place: string) => {
    const value = values[Number(place) - 1] ?? "";
    return typeof value === "number" ? String(value) : quoted(value);
  });
}

/** Sealed samples by their names, for the statements. */
export function sampleFunction(samples: PlainSamples): string {
  const cases = Object.entries(samples).map(([name, value]) => `when ${quoted(name)} then ${quoted(value)}`);
  return `create function seed_sample(name text) returns text immutable parallel safe language sql as $$ select case name ${cases.join(" ")} end $$`;
}

/** Registered merchants in the order in which DOKU got them: DOKU's ids and the events are made of it. */
export const registeredTable = `create unlogged table seed_registered as
  select (row_number() over (order by registered_at, n) - 1)::int as r, id, n, registered_at from seed_life where registered_at is not null`;
