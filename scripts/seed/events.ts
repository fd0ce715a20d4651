/** What went between DOKU and us, in the order of time, around the merchants that were registered then. */
import { callbackTypes } from "../../lib/domain/sections";
import { quoted, spanDays, textArray } from "./life";

/** Of ten events eight are callbacks, and two are calls of ours. */
export const callbackShare = 0.8;

/**
 * The merchant and the moment of event `k` of `total`: as the portal grows so do the events, and most are about those who
 * came lately. $1: now, $2 and $3: the first and last number.
 */
const placed = (total: number, registered: number, seed: number) => `(
  select k, registered.id, registered.r,
    least($1::timestamptz, greatest(registered.registered_at + make_interval(secs => 60 + pg_temp.r(k, ${seed}) * 80000),
      $1::timestamptz - make_interval(secs => ${spanDays * 86_400} * (1 - pow((k + 0.5) / ${total}, 0.8))))) as at
  from (select k, greatest(0, floor(((k + 0.5) / ${total} - 0.03 * pow(pg_temp.r(k, ${seed + 1}), 2)) * ${registered}))::int as r
    from generate_series($2::bigint, $3::bigint) as k) as meant
    join seed_registered registered on registered.r = meant.r) as event`;

const one = (list: string, number: string) => `(${list})[1 + floor(${number} * cardinality(${list}))::int]`;
const statuses = textArray([...Array(7).fill("ACTIVE"), "UPDATING", "UPDATING", "REJECTED"] as string[]);
const ignoredWhy = textArray(["same", "older"]);

/** Callbacks, sealed bodies among them that open. */
export function callbackInsert(total: number, registered: number): string {
  return `insert into webhook_events (application_id, request_id, digest, verified, body, type, entity_id, status, outcome, why, sent_at, received_at)
    select event.id, md5('request ' || k), md5('digest ' || k), fate.outcome <> 'unverified', seed_sample('body'), told.type,
      'ENT-' || event.r || '-' || length(told.type) || '-1', told.status, fate.outcome,
      case fate.outcome when 'ignored' then ${one(ignoredWhy, "pg_temp.r(k, 6)")} when 'not_understood' then 'unknown_status'
        when 'failed' then 'Error' when 'unverified' then 'signature' end,
      event.at - interval '2 seconds', event.at
    from ${placed(total, registered, 1)}
      cross join lateral (select ${one(textArray(callbackTypes), "pg_temp.r(k, 3)")} as type, ${one(statuses, "pg_temp.r(k, 4)")} as status) as told
      cross join lateral (select pg_temp.r(k, 5) as chance) as drawn
      cross join lateral (select case when chance < 0.9 then 'applied' when chance < 0.985 then 'ignored' when chance < 0.992 then 'unverified'
        when chance < 0.998 then 'not_understood' else 'failed' end as outcome) as fate`;
}

const prefix = "/adv-core-api/partner/v1.0";
const calls: [string, string, string][] = [
  ...Array<[string, string, string]>(7).fill(["get-business", "GET", `${prefix}/business/`]),
  ["upload-file", "POST", `${prefix}/file`],
  ["register-business", "POST", `${prefix}/business`],
  ["update-business", "PUT", `${prefix}/business/`],
];

/** Calls to DOKU; nine hundred and seventy of a thousand went well. */
export function callInsert(total: number, registered: number): string {
  const columns = [0, 1, 2].map((index) => textArray(calls.map((call) => call[index] ?? "")));
  const number = `1 + floor(pg_temp.r(k, 13) * ${calls.length})::int`;
  const [endpoints, methods, paths] = columns.map((list) => `(${list})[${number}]`);
  return `insert into doku_calls (application_id, endpoint, method, path, request_id, status, outcome, duration_ms, sent_body, answer_body, at)
    select event.id, asked.endpoint, asked.method, asked.path || case when asked.path like '%/business/' then 'BSN-' || lpad(event.r::text, 10, '0') else '' end,
      md5('call ' || k), case when fate.outcome = 'ok' then 200 when fate.outcome = 'unavailable' then 503 end, fate.outcome,
      (80 + pg_temp.r(k, 14) * 900)::int, case when asked.method <> 'GET' then '{"business": {"name": "•••"}}'::jsonb end,
      case when fate.outcome = 'ok' then '{"message": ["SUCCESS"]}'::jsonb end, event.at
    from ${placed(total, registered, 10)}
      cross join lateral (select ${endpoints} as endpoint, ${methods} as method, ${paths} as path) as asked
      cross join lateral (select case when pg_temp.r(k, 15) < 0.97 then 'ok' else ${one(textArray(["timeout", "unavailable", "network"]), "pg_temp.r(k, 16)")} end as outcome) as fate`;
}

/** The notes that nobody has mapped yet, as often as they were seen. */
export const unknownNotes = `insert into note_reasons (fingerprint, type, doku_code, sample, seen, first_seen_at, last_seen_at)
  select fingerprint, type, doku_code, sealed_sample, greatest(1, (select count(*) from refusals r where r.fingerprint = s.fingerprint))::int, $1::timestamptz - interval '30 days', $1::timestamptz - interval ${quoted("2 hours")}
  from seed_refusals s where not is_known`;
