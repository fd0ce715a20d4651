/** The time of the database, which all machines share: what one of them notes and another compares is told by it. */
import { sql } from "drizzle-orm";
import { type Database, type Db, database } from "./client";
import { applications } from "./schema";

/** The moment in which it is written, also inside a transaction. */
export const databaseClock = sql<Date>`clock_timestamp()`;

/** Asked of the database each time: for what must stand in order with what it writes itself. */
export async function databaseNow(db: Db): Promise<Date> {
  const [row] = await db.select({ now: databaseClock.mapWith(applications.createdAt) }).from(sql`(select 1) as one`);
  return row?.now ?? new Date();
}

/** What this process knows of the database's clock. `base`: what that showed when `performance.now()` began. */
type Known = { of: Database; baseMs: number; learntAt: number; aheadMs: number; isRough: boolean };
const shared = globalThis as typeof globalThis & { sambutClock?: Known | undefined };

const learnEveryMs = 60_000;
/** What was learnt roughly, after waiting for a connection perhaps, is learnt again sooner. */
const learnAgainMs = 5_000;
/** An answer that took longer tells the time by half as much only: it is taken where nothing better is known. */
const roughMs = 500;
/** The machine slept, or its clock was set: what was learnt before may no longer be true. */
const jumpMs = 2_000;

const aheadOfMonotonic = () => Date.now() - performance.now();

function knownOf(opened: Database): Known | null {
  const known = shared.sambutClock;
  const isGood = known?.of === opened && Math.abs(aheadOfMonotonic() - known.aheadMs) < jumpMs;
  return isGood ? known : null;
}

async function learn(opened: Database, db: Db, known: Known | null): Promise<Known> {
  // While it is asked, others go by what is known.
  if (known) known.learntAt = performance.now();
  const before = performance.now();
  let shown: Date;
  try {
    shown = await databaseNow(db);
  } catch (error) {
    if (known) return known;
    throw error;
  }
  const after = performance.now();
  const isRough = after - before > roughMs;
  if (known && isRough && !known.isRough) return known;
  const baseMs = shown.getTime() - (before + after) / 2;
  shared.sambutClock = { of: opened, baseMs, learntAt: after, aheadMs: aheadOfMonotonic(), isRough };
  return shared.sambutClock;
}

/**
 * The present time by the clock that all machines share, whatever this machine's own says: for leases, planned tries and
 * everything else that one process writes and another compares. Costs nothing but once a minute, when the database is asked.
 * @param db the caller's transaction where there is one
 * @throws what the database throws, only where this process has not heard its time since it started, slept or had its clock set
 */
export async function sharedNow(db: Db): Promise<Date> {
  const opened = await database();
  // The embedded database has this process's clock.
  if (opened.kind === "pglite") return new Date();
  const known = knownOf(opened);
  const isFresh = known !== null && performance.now() - known.learntAt < (known.isRough ? learnAgainMs : learnEveryMs);
  const now = isFresh ? known : await learn(opened, db, known);
  return new Date(now.baseMs + performance.now());
}
