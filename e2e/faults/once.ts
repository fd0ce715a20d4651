/** From the database's journal: each event was applied once, and no state was ever committed that nothing explains. */

import { overallState } from "@/lib/domain/overall";
import type { EntityState } from "@/lib/domain/sections";
import { type Entity, sectionsOf } from "@/lib/domain/sections";
import type { AtDoku } from "./doku";
import { statesDuring } from "./fold";
import { type EntityNote, eventNotes, type StandingNote, stateNotes } from "./journal";
import { grouped, type Reading, readings, type StoredEvent, storedEvents } from "./log-of-run";
import { type Checked, noteLooked, rowsOf } from "./run";

const effectOf = (facts: { applicationId: string; type: string; entityId: string; state: string | null }) =>
  [facts.applicationId, facts.type, facts.entityId, facts.state].join(" ");

function countBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, number> {
  return new Map([...grouped(items, keyOf)].map(([key, all]) => [key, all.length]));
}

/** Each event came in once and got its outcome once. @returns the transaction in which each was applied */
async function checkOutcomes(run: Checked, events: readonly StoredEvent[]): Promise<Map<string, string>> {
  const notes = grouped(await eventNotes(run), ({ eventId }) => eventId);
  const appliedIn = new Map<string, string>();
  for (const [id, own] of notes) {
    const count = (holds: (note: (typeof own)[number]) => boolean) => own.filter(holds).length;
    const decided = own.filter(({ before, after }) => before !== null && after !== null);
    if (count(({ before }) => before === null) !== 1) run.violations.add(`event ${id} was stored more than once`);
    if (count(({ after }) => after === null) > 0) run.violations.add(`event ${id} was taken away`);
    if (decided.length > 1) run.violations.add(`event ${id} got an outcome ${decided.length} times`);
    for (const { after, tx } of decided) if (after === "applied") appliedIn.set(id, tx);
  }
  for (const { id, outcome } of events) {
    const last = notes.get(id)?.at(-1)?.after;
    if (last !== outcome) run.violations.add(`event ${id} is ${outcome}, its journal says ${last}`);
  }
  return appliedIn;
}

/** Each applied event wrote its entity once, in the transaction that noted it as applied. */
export async function checkOnce(run: Checked): Promise<void> {
  const events = await storedEvents(run);
  const appliedIn = await checkOutcomes(run, events);
  const applied = events.flatMap(({ id, applicationId, said }) => {
    const tx = appliedIn.get(id);
    if (tx === undefined || !said?.type || !said.entityId) return [];
    return [
      { tx, key: `${tx} ${effectOf({ applicationId, type: said.type, entityId: said.entityId, state: said.state })}` },
    ];
  });
  const ofEvents = new Set(appliedIn.values());
  const writes = (await stateNotes(run)).filter((note) => note.kind === "entity" && ofEvents.has(note.tx));
  const written = countBy(writes as EntityNote[], (note) => `${note.tx} ${effectOf({ ...note, state: note.after })}`);
  const wanted = countBy(applied, ({ key }) => key);
  for (const key of new Set([...written.keys(), ...wanted.keys()])) {
    const [got, due] = [written.get(key) ?? 0, wanted.get(key) ?? 0];
    if (got !== due) run.violations.add(`${due} events were applied by ${got} writes: ${key}`);
  }
  noteLooked(run, "events applied once", applied.length);
}

/** A reading is taken over once its transaction has the application's lock. */
const takenOverMs = 60_000;
const graceMs = 1_500;

type Around = { businesses: Map<string, AtDoku>; reads: Map<string, Reading[]>; ofEvents: Set<string> };

/** Whether what was written outside of callbacks follows from something that was sent or read. */
function isExplained(note: EntityNote, { businesses, reads, ofEvents }: Around): boolean {
  const { applicationId, type, entityId, after, before, at } = note;
  if (ofEvents.has(note.tx) || after === before) return true;
  // A correction that has arrived counts its sendings; what it or a reading takes away is compared in the end.
  if (after === null || (after === "in_review" && (note.attemptAfter ?? 1) > (note.attemptBefore ?? 1))) return true;
  const entity = businesses.get(applicationId)?.entities.find((one) => one.type === type && one.id === entityId);
  const when = new Date(at).getTime();
  const near = (reads.get(applicationId) ?? []).filter(({ to }) => to < when + graceMs && to > when - takenOverMs);
  return entity !== undefined && near.some((one) => statesDuring(entity, one).has(after));
}

/** What DOKU had said until then, for who looks for the cause. */
function lastWords(businesses: Map<string, AtDoku>, { applicationId, type, entityId, at }: EntityNote): string {
  const { entities = [] } = businesses.get(applicationId) ?? {};
  const history = entities.find((one) => one.type === type && one.id === entityId)?.history ?? [];
  const until = history.filter((change) => Date.parse(change.at) < new Date(at).getTime() + graceMs);
  return until
    .slice(-4)
    .map((change) => `${change.status} ${change.at}`)
    .join(", ");
}

type Known = Map<string, { type: Entity["type"]; state: EntityState }>;

function apply(known: Known, { type, entityId, after }: EntityNote): void {
  const key = `${type} ${entityId}`;
  if (after === null) known.delete(key);
  else known.set(key, { type: type as Entity["type"], state: after });
}

function overallOfKnown(known: Known): string {
  const blank = { name: null, notes: [], dokuTime: null };
  return overallState(
    sectionsOf(
      [...known].map(([entityId, own]) => ({ ...own, ...blank, entityId })),
      {},
    ),
  );
}

/** The notes of one application, transaction by transaction. */
function byTransaction<Note extends { tx: string }>(notes: readonly Note[]): Note[][] {
  const all: Note[][] = [];
  for (const note of notes) {
    if (all.at(-1)?.[0]?.tx === note.tx) all.at(-1)?.push(note);
    else all.push([note]);
  }
  return all;
}

/** Replays what was written of one application: after each transaction the whole must be what its parts say. */
function checkWhole(run: Checked, applicationId: string, notes: readonly (EntityNote | StandingNote)[]): string[] {
  const known: Known = new Map();
  const standings: string[] = [];
  let overall: string | null = null;
  for (const transaction of byTransaction(notes)) {
    for (const note of transaction) {
      if (note.kind === "entity") apply(known, note);
      else overall = note.overall;
    }
    const standing = transaction.findLast((note) => note.kind === "standing")?.standing;
    if (standing && standings.at(-1) !== standing) standings.push(standing);
    if (known.size === 0 && overall === null) continue;
    const follows = overallOfKnown(known);
    if (overall !== follows) run.violations.add(`${applicationId}: was ${overall} when its parts said ${follows}`);
  }
  return standings;
}

/** No state was ever committed, and so seen, that no callback, reading or correction explains. */
export async function checkNeverUnexplained(run: Checked, businesses: Map<string, AtDoku>): Promise<void> {
  const notes = await stateNotes(run);
  const ofEvents = new Set((await eventNotes(run)).filter(({ after }) => after === "applied").map(({ tx }) => tx));
  const around = { businesses, reads: grouped(await readings(run), (one) => one.applicationId), ofEvents };
  for (const note of notes) {
    if (note.kind !== "entity" || isExplained(note, around)) continue;
    const { applicationId, type, entityId, before, after, at } = note;
    const what = `${type} ${entityId} went from ${before} to ${after} at ${new Date(at).toISOString()}`;
    run.violations.add(`${applicationId}: ${what}, which nothing explains (at DOKU ${lastWords(businesses, note)})`);
  }
  noteLooked(run, "states explained", notes.length);
  for (const [applicationId, own] of grouped(notes, (note) => note.applicationId)) {
    const was = checkWhole(run, applicationId, own);
    const text = "select standing from standing_changes where application_id = $1 order by position";
    const told = (await rowsOf<{ standing: string }>(run, text, [applicationId])).map(({ standing }) => standing);
    // The journal may have begun later than the history.
    if (told.slice(-was.length).join() !== was.join()) {
      run.violations.add(`${applicationId}: stood ${was.join()}, its history says ${told.join()}`);
    }
  }
}
