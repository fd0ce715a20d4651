/**
 * A journal that the database keeps by itself: triggers note each write that tells a merchant something, in the transaction
 * of the write. So it holds what was committed and nothing else, whichever process wrote it and however that one ended.
 */
import type { Database } from "@/db/client";
import type { EntityState } from "@/lib/domain/sections";
import { type Checked, rowsOf } from "./run";

const script = `
create schema watch;
create sequence watch.n;
create table watch.events (n bigint primary key default nextval('watch.n'), tx text not null default pg_current_xact_id()::text,
  event_id uuid not null, before text, after text);
create table watch.entities (n bigint primary key default nextval('watch.n'), tx text not null default pg_current_xact_id()::text,
  at timestamptz not null default clock_timestamp(), application_id uuid not null, type text not null, entity_id text not null,
  before text, after text, attempt_before int, attempt_after int);
create table watch.standings (n bigint primary key default nextval('watch.n'), tx text not null default pg_current_xact_id()::text,
  application_id uuid not null, state text not null, overall text, standing text not null);
create table watch.readings (n bigint primary key default nextval('watch.n'), at timestamptz not null default clock_timestamp(),
  application_id uuid not null, took int not null);
create function watch.note_reading() returns trigger language plpgsql as $$ begin
  insert into watch.readings (application_id, took) values (new.application_id, new.duration_ms);
  return null; end $$;
create function watch.note_event() returns trigger language plpgsql as $$ begin
  insert into watch.events (event_id, before, after)
    values (coalesce(new.id, old.id), to_jsonb(old)->>'outcome', to_jsonb(new)->>'outcome');
  return null; end $$;
create function watch.note_entity() returns trigger language plpgsql as $$ begin
  insert into watch.entities (application_id, type, entity_id, before, after, attempt_before, attempt_after)
    values (coalesce(new.application_id, old.application_id), coalesce(new.type, old.type), coalesce(new.entity_id, old.entity_id),
      to_jsonb(old)->>'state', to_jsonb(new)->>'state', (to_jsonb(old)->>'attempt')::int, (to_jsonb(new)->>'attempt')::int);
  return null; end $$;
create function watch.note_standing() returns trigger language plpgsql as $$ begin
  insert into watch.standings (application_id, state, overall, standing) values (new.id, new.state, new.overall, new.standing);
  return null; end $$;
create trigger watch_readings after insert on doku_calls
  for each row when (new.endpoint = 'get-business' and new.outcome in ('ok', 'replayed') and new.application_id is not null)
  execute function watch.note_reading();
create trigger watch_events after insert or update of outcome or delete on webhook_events
  for each row execute function watch.note_event();
create trigger watch_entities after insert or update or delete on kyb_entities
  for each row execute function watch.note_entity();
create trigger watch_standings after update on applications
  for each row when (old.overall is distinct from new.overall or old.standing is distinct from new.standing)
  execute function watch.note_standing();`;

/** From now on; once a database. */
export async function startJournal({ executeSql }: Database): Promise<void> {
  await executeSql(script);
}

/** `before` null: it was stored. `after` null: it was taken away. */
export type EventNote = { tx: string; eventId: string; before: string | null; after: string | null };

export async function eventNotes(run: Checked): Promise<EventNote[]> {
  const text = `select tx, event_id as "eventId", before, after from watch.events order by n`;
  return await rowsOf(run, text);
}

export type EntityNote = {
  kind: "entity";
  tx: string;
  at: Date;
  applicationId: string;
  type: string;
  entityId: string;
  before: EntityState | null;
  after: EntityState | null;
  attemptBefore: number | null;
  attemptAfter: number | null;
};
export type StandingNote = {
  kind: "standing";
  tx: string;
  applicationId: string;
  overall: string | null;
  standing: string;
};

const entityText = `select n::float8 as n, 'entity' as kind, tx, at, application_id as "applicationId", type, entity_id as "entityId",
  before, after, attempt_before as "attemptBefore", attempt_after as "attemptAfter" from watch.entities`;
const standingText = `select n::float8 as n, 'standing' as kind, tx, application_id as "applicationId", overall, standing
  from watch.standings`;

/** Both kinds of notes, in the order in which they were written: of one application this is the order of its transactions. */
export async function stateNotes(run: Checked): Promise<(EntityNote | StandingNote)[]> {
  const entities = await rowsOf<EntityNote & { n: number }>(run, entityText);
  const standings = await rowsOf<StandingNote & { n: number }>(run, standingText);
  return [...entities, ...standings].sort((one, other) => one.n - other.n);
}
