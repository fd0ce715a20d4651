/**
 * `npm run seed:scale -- <merchants> <events>`: fills an empty PostgreSQL with invented merchants and what happened to them,
 * a million and ten million when not told otherwise. For measuring; it refuses a database that has merchants.
 */
import pg from "pg";
import { openDatabase } from "../db/client";
import { prepareDatabase } from "../db/prepare";
import { countWeek } from "../db/queries/count-insight";
import { listWeekStates } from "../db/queries/insight";
import { env } from "../lib/env";
import { callbackInsert, callbackShare, callInsert, unknownNotes } from "./seed/events";
import { dropIndexes } from "./seed/indexes";
import { lifeInsert, lifeTable, randomFunction } from "./seed/life";
import {
  attemptsTable,
  draftStatements,
  merchantStatements,
  registeredTable,
  sampleFunction,
  withValues,
} from "./seed/merchants";
import { addPeople, addStaff, createPeople } from "./seed/people";
import { askedRequirements, askedSlots, drawnRefusals, plainSamples, refusalSamples } from "./seed/samples";
import { givenSettings } from "./settings";

Object.assign(process.env, givenSettings());

const merchantsAtOnce = 20_000;
const eventsAtOnce = 200_000;

function numberOf(text: string | undefined, otherwise: number): number {
  const number = Number(text ?? otherwise);
  if (Number.isInteger(number) && number >= 1 && number <= 100_000_000) return number;
  throw new Error(`"${text}" is no number of rows. For example: npm run seed:scale -- 1000000 10000000`);
}

const startedAt = performance.now();
function say(what: string): void {
  console.log(`${String(Math.round((performance.now() - startedAt) / 1000)).padStart(5)} s  ${what}`);
}

function* ranges(total: number, step: number): Generator<{ first: number; last: number }> {
  for (let first = 1; first <= total; first += step) yield { first, last: Math.min(total, first + step - 1) };
}

/** @throws Error with a sentence when the database is not an empty PostgreSQL */
async function prepared(url: string): Promise<pg.Client> {
  const database = await openDatabase(env());
  await prepareDatabase(database);
  await database.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    "select exists (select 1 from applications) as has_merchants, to_regclass('seed_life') is not null as was_begun",
  );
  if (rows[0].has_merchants || rows[0].was_begun) {
    throw new Error("This database has merchants already. The seed fills empty databases only.");
  }
  return client;
}

async function prepareSamples(client: pg.Client): Promise<void> {
  await client.query(randomFunction);
  await client.query(sampleFunction(plainSamples()));
  await client.query(
    "create unlogged table seed_refusals (i int primary key, type text, reason text, is_known boolean, fingerprint text, doku_code text, sealed_sample text, entity_notes text, attempt_notes text)",
  );
  for (const [i, one] of refusalSamples().entries()) {
    await client.query("insert into seed_refusals values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", [
      i,
      one.type,
      one.reason,
      one.isKnown,
      one.fingerprint,
      one.dokuCode,
      one.sealedSample,
      one.entityNotes,
      one.attemptNotes,
    ]);
  }
}

async function addMerchants(client: pg.Client, total: number, now: Date): Promise<void> {
  await createPeople(client);
  await client.query(lifeTable);
  await client.query(attemptsTable);
  const at = now.toISOString();
  const reviewers = await addStaff(client, env().FIRST_STAFF_EMAIL ?? "staff@partner.test");
  for (const range of ranges(total, merchantsAtOnce)) {
    await client.query(lifeInsert({ ...range, total }, { drawn: drawnRefusals, reviewers }), [now]);
    await addPeople(client, range.first, range.last);
    say(`${range.last} of ${total} merchants invented`);
  }
  await client.query(registeredTable);
  await client.query("create unique index on seed_registered (id); create unique index on seed_registered (r)");
  await client.query("analyze seed_life; analyze seed_people; analyze seed_registered; analyze seed_refusals");
  for (const { first, last } of ranges(total, merchantsAtOnce)) {
    for (const statement of Object.values(merchantStatements)) {
      await client.query(withValues(statement, [first, last, at, reviewers[0] ?? ""]));
    }
    await client.query(withValues(draftStatements.requirements, [first, last, at, askedRequirements]));
    await client.query(withValues(draftStatements.files, [first, last, at, askedSlots]));
    await client.query(withValues(draftStatements.drafts, [first, last]));
    say(`${last} of ${total} merchants written`);
  }
}

async function addEvents(client: pg.Client, total: number, now: Date): Promise<void> {
  const { rows } = await client.query<{ count: number }>("select count(*)::int as count from seed_registered");
  const registered = rows[0]?.count ?? 0;
  if (registered === 0) return;
  const callbacks = Math.round(total * callbackShare);
  for (const [count, statement, name] of [
    [callbacks, callbackInsert(callbacks, registered), "callbacks"],
    [total - callbacks, callInsert(total - callbacks, registered), "calls"],
  ] as const) {
    for (const { first, last } of ranges(count, eventsAtOnce)) {
      await client.query(statement, [now, first - 1, last - 1]);
      say(`${last} of ${count} ${name} written`);
    }
  }
  await client.query(unknownNotes, [now]);
}

async function finish(client: pg.Client, indexes: readonly string[]): Promise<void> {
  for (const definition of indexes) {
    await client.query(definition);
    say(definition.replace(/^CREATE INDEX (\S+) .*$/s, "index $1"));
  }
  await client.query(
    "drop table seed_life, seed_people, seed_attempts, seed_registered, seed_refusals; drop function seed_sample(text)",
  );
  await client.query("vacuum analyze");
  say("analyzed");
}

async function countInsights(): Promise<void> {
  const database = await openDatabase(env());
  for (const { week } of await listWeekStates(database.db)) await countWeek(database.db, week);
  await database.close();
  say("insight counted");
}

async function seed(): Promise<void> {
  const total = numberOf(process.argv[2], 1_000_000);
  const events = numberOf(process.argv[3], 10_000_000);
  const url = env().DATABASE_URL;
  if (!url) throw new Error("The seed needs DATABASE_URL, the address of an empty PostgreSQL.");
  const client = await prepared(url);
  try {
    // Rows that are made of each other need no check against each other; only a superuser may leave it out.
    await client
      .query("set session_replication_role = replica")
      .catch(() => say("foreign keys are checked, which takes longer"));
    await client.query("set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '512MB'");
    const now = new Date();
    await prepareSamples(client);
    const indexes = await dropIndexes(client);
    await addMerchants(client, total, now);
    await addEvents(client, events, now);
    await finish(client, indexes);
  } finally {
    await client.end();
  }
  await countInsights();
}

try {
  await seed();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
