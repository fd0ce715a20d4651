/** Every sealed value of every table is encrypted anew while the portal goes on. */
import { setTimeout as delay } from "node:timers/promises";
import { database } from "@/db/client";
import { countOthers, type Place, resealPortion, type SealedTable, sealedTables } from "@/db/queries/sealed-values";

const portion = 200;
/** Rows that somebody holds are asked for again after a moment. */
const pauseMs = 500;
const patienceMs = 5 * 60_000;

export type ValueCounts = { values: number; damaged: number };

async function oncePerRow(of: SealedTable, keyId: string, counts: ValueCounts, tell: (done: number) => void) {
  const { db } = await database();
  let damaged = 0;
  let place: Place | null = null;
  do {
    const done = await resealPortion(db, of, keyId, place, portion);
    counts.values += done.values;
    damaged += done.damaged;
    place = done.next;
    tell(counts.values);
  } while (place);
  return damaged;
}

/** Rows that are not under the key and could be; those with damage stay as they are. */
async function resealTable(of: SealedTable, keyId: string, counts: ValueCounts, tell: (done: number) => void) {
  const { db } = await database();
  let patientUntil = performance.now() + patienceMs;
  for (;;) {
    const before = counts.values;
    const damaged = await oncePerRow(of, keyId, counts, tell);
    const left = await countOthers(db, of, keyId);
    // A row with two damaged values is one of those left.
    if (left <= damaged) {
      counts.damaged += damaged;
      return;
    }
    if (counts.values > before) patientUntil = performance.now() + patienceMs;
    if (performance.now() > patientUntil) {
      throw new Error(`Some rows of ${of.name} are held by somebody else for minutes. Run it again; it goes on there.`);
    }
    await delay(pauseMs);
  }
}

/**
 * Seals under the key what is not, until nothing is left but what no key opens.
 * @param tell called with the number of values so far
 * @throws Error with a sentence when rows stay locked
 */
export async function resealValues(keyId: string, tell: (done: number) => void): Promise<ValueCounts> {
  const counts: ValueCounts = { values: 0, damaged: 0 };
  for (const table of sealedTables) await resealTable(table, keyId, counts, tell);
  return counts;
}
