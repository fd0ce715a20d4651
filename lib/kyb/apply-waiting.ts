/** What was stored is applied: everything of one application that waits, in the order in which it came. */
import { database, type Tx } from "@/db/client";
import { isPassing } from "@/db/passing";
import { findApplicationUnscoped, type OwnApplication } from "@/db/queries/applications";
import { setWebhookOutcomes } from "@/db/queries/kyb";
import { hasWaitingCallbacks, listWaitingCallbacks, type WaitingCallback } from "@/db/queries/waiting-callbacks";
import { type CallbackEvent, parseCallback } from "../doku/callback";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { errorKind, log } from "../log";
import { type Applied, applyCallback } from "./apply-callback";
import { moveToNextAddress } from "./callback-address";
import { settle } from "./settle";
import { type Tried, tryCallback } from "./try-callback";

/** So many in one transaction, which holds the application's lock. */
const atOnce = 50;
/** What waited longer, for a crash or an outage, is applied under the rules for what is heard late. */
const lateMs = 30_000;

/** `heardAt` only for what is late. */
export type Waiting = { id: string; event: CallbackEvent; heardAt: Date | undefined };

function readWaiting({ id, body, receivedAt, isLate }: WaitingCallback): Waiting | null {
  const parsed = body === null ? null : parseCallback(Buffer.from(body));
  if (!parsed?.ok) return null;
  return { id, event: parsed.event, heardAt: isLate ? receivedAt : undefined };
}

/**
 * Runs of callbacks about different entities: what follows from such a run is worked out once, as after a reading. What is told
 * twice of one entity begins another run, so that no state is passed over.
 */
export function inRuns(waiting: readonly Waiting[]): Waiting[][] {
  const runs: Waiting[][] = [];
  let told = new Set<string>();
  for (const one of waiting) {
    const entity = `${one.event.rawType} ${one.event.entityId}`;
    if (runs.length === 0 || told.has(entity)) {
      runs.push([]);
      told = new Set();
    }
    runs.at(-1)?.push(one);
    told.add(entity);
  }
  return runs;
}

/** What a callback before may have changed of the application, and the next one looks at. */
async function asItIs(tx: Tx, application: OwnApplication): Promise<OwnApplication> {
  if (application.dokuBusinessId && application.dokuBrandId) return application;
  return (await findApplicationUnscoped(tx, application.id)) ?? application;
}

/** All of a run or nothing. @throws what applying any of them throws */
async function applyTogether(tx: Tx, application: OwnApplication, run: readonly Waiting[]): Promise<Applied[]> {
  return await tx.transaction(async (inner) => {
    const applied: Applied[] = [];
    let own = application;
    for (const { event, heardAt } of run) {
      applied.push(await applyCallback(inner, own, event, heardAt, false));
      own = await asItIs(inner, own);
    }
    if (applied.some(({ outcome }) => outcome === "applied")) await settle(inner, application.id);
    return applied;
  });
}

/** Where one of a run fails, each is applied by itself, so that only that one is noted as failed. */
async function applyRun(tx: Tx, application: OwnApplication, run: readonly Waiting[]): Promise<Tried[]> {
  if (run.length > 1) {
    try {
      return await applyTogether(tx, application, run);
    } catch (error) {
      if (isPassing(error)) throw error;
      log.warn("callbacks.one-by-one", { applicationId: application.id, error: errorKind(error) });
    }
  }
  const tried: Tried[] = [];
  let own = application;
  for (const { event, heardAt } of run) {
    tried.push(await tryCallback(tx, own, event, heardAt));
    own = await asItIs(tx, own);
  }
  return tried;
}

async function noteOutcomes(tx: Tx, outcomes: readonly { id: string; tried: Pick<Tried, "outcome" | "why"> }[]) {
  const groups = new Map<string, { ids: string[]; tried: Pick<Tried, "outcome" | "why"> }>();
  for (const { id, tried } of outcomes) {
    const key = `${tried.outcome} ${tried.why}`;
    const group = groups.get(key) ?? { ids: [], tried };
    group.ids.push(id);
    groups.set(key, group);
  }
  for (const { ids, tried } of groups.values()) await setWebhookOutcomes(tx, ids, tried.outcome, tried.why);
}

const unreadable = { outcome: "failed", why: "unreadable", read: true } as const;

async function applySome(applicationId: string): Promise<number> {
  return await changeApplication(applicationId, async (tx, locked) => {
    // Read under the lock: whoever had it before may have applied them, and each is applied once.
    const events = await listWaitingCallbacks(tx, applicationId, { limit: atOnce, lateMs });
    if (events.some(({ isAtNext }) => isAtNext)) await moveToNextAddress(tx, applicationId);
    const outcomes: { id: string; tried: Tried }[] = [];
    const waiting: Waiting[] = [];
    for (const event of events) {
      const read = readWaiting(event);
      if (read) waiting.push(read);
      else outcomes.push({ id: event.id, tried: unreadable });
    }
    for (const [index, run] of inRuns(waiting).entries()) {
      const application = index === 0 ? locked : await findApplicationUnscoped(tx, applicationId);
      const tried = await applyRun(tx, application ?? locked, run);
      outcomes.push(...run.map(({ id }, at) => ({ id, tried: tried[at] ?? unreadable })));
    }
    await noteOutcomes(tx, outcomes);
    // With the change or not at all: without its reading the change must not be kept.
    if (outcomes.some(({ tried }) => tried.read)) {
      await enqueue(tx, "read-business", { applicationId, reason: "callback" });
    }
    return events.length;
  });
}

/**
 * Applies the stored callbacks of an application that wait, however many processes do so at once. What fails to be applied is
 * noted on its event; what the database refuses leaves everything waiting.
 */
export async function applyWaiting(applicationId: string): Promise<void> {
  const { db } = await database();
  while (await hasWaitingCallbacks(db, applicationId)) {
    if ((await applySome(applicationId)) < atOnce) return;
  }
}
