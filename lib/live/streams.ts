/** Open status streams of this process. One ticker serves them all: it ends those whose session is over and sends what changed. */
import { database } from "@/db/client";
import { findDeskRevision, findRevisions } from "@/db/queries/live";
import { liveSessionIds } from "@/db/queries/sessions";
import { env } from "../env";
import { errorKind, log } from "../log";
import { everyApplication, onChange } from "./changes";
import { forgetLookers, look, lookAway, renewLookMs } from "./lookers";

/** Well under the five seconds in which a stream must end after its session. */
const tickMs = 3_000;
/** Keeps proxies from closing a quiet stream. */
const heartbeatMs = 15_000;

/** More pages than anybody reads at once; beyond that a session that opens streams in a loop costs only its own. */
const streamsOfSession = 20;

type Stream = {
  sessionId: string;
  /** An application's id, or `everyApplication` for the desk. */
  topic: string;
  /** The member of staff who looks at the application; null for its merchant, and for the desk. */
  lookerId: string | null;
  /** When it was last noted that they look. */
  lookedAt: number;
  revision: number;
  sentAt: number;
  send: (text: string) => void;
  end: () => void;
};

type State = {
  open: Set<Stream>;
  byTopic: Map<string, Set<Stream>>;
  /** Each in the order in which they were opened. */
  bySession: Map<string, Set<Stream>>;
  ticker: NodeJS.Timeout | null;
  isTicking: boolean;
  /** Topics of which something is to be told. */
  changed: Set<string>;
  isTelling: boolean;
  /** The process ends: whoever opens a stream now is to open it elsewhere. */
  isOver: boolean;
};
const shared = globalThis as typeof globalThis & { sambutStreams?: State };
const streams = () => {
  shared.sambutStreams ??= {
    open: new Set(),
    byTopic: new Map(),
    bySession: new Map(),
    ticker: null,
    isTicking: false,
    changed: new Set(),
    isTelling: false,
    isOver: false,
  };
  return shared.sambutStreams;
};

function addTo(groups: Map<string, Set<Stream>>, key: string, stream: Stream): void {
  groups.set(key, (groups.get(key) ?? new Set()).add(stream));
}

function removeFrom(groups: Map<string, Set<Stream>>, key: string, stream: Stream): void {
  const group = groups.get(key);
  group?.delete(stream);
  if (group?.size === 0) groups.delete(key);
}

/** The page whose stream is ended for a newer one connects again or polls, as after any stream that ended. */
function add(stream: Stream): void {
  const { open, byTopic, bySession } = streams();
  open.add(stream);
  addTo(byTopic, stream.topic, stream);
  addTo(bySession, stream.sessionId, stream);
  const own = bySession.get(stream.sessionId);
  const [oldest] = own ?? [];
  if (own && own.size > streamsOfSession) oldest?.end();
}

/** @returns whether it was open */
function remove(stream: Stream): boolean {
  const { open, byTopic, bySession } = streams();
  removeFrom(byTopic, stream.topic, stream);
  removeFrom(bySession, stream.sessionId, stream);
  return open.delete(stream);
}

/** How many streams this process has open. */
export const countStreams = (): number => streams().open.size;

/** Ends every stream of this process, now and from now on, so that a stopping server is not kept open; browsers connect again. */
export function endAllStreams(): void {
  streams().isOver = true;
  for (const stream of [...streams().open]) stream.end();
}

/** The present revisions of topics, in at most two queries. */
async function revisionsOf(topics: readonly string[]): Promise<Map<string, number>> {
  const { db } = await database();
  const ids = topics.filter((topic) => topic !== everyApplication);
  const [revisions, desk] = await Promise.all([
    findRevisions(db, ids),
    ids.length < topics.length ? findDeskRevision(db) : null,
  ]);
  return desk === null ? revisions : new Map(revisions).set(everyApplication, desk);
}

/** The present revision of a topic. */
export async function revisionOf(topic: string): Promise<number> {
  return (await revisionsOf([topic])).get(topic) ?? 0;
}

/** Tells open streams what changed. However many changes come meanwhile, they are the next round. */
async function tellChanges(): Promise<void> {
  const state = streams();
  if (state.isTelling) return;
  state.isTelling = true;
  try {
    while (state.changed.size > 0) {
      const topics = [...state.changed];
      state.changed.clear();
      for (const [topic, revision] of await revisionsOf(topics)) {
        for (const stream of state.byTopic.get(topic) ?? []) offer(stream, revision);
      }
    }
  } finally {
    state.isTelling = false;
  }
}

function noteChange(applicationId: string): void {
  const { byTopic, changed } = streams();
  for (const topic of [applicationId, everyApplication]) if (byTopic.has(topic)) changed.add(topic);
  // A failure costs seconds: the ticker looks too.
  if (changed.size > 0) tellChanges().catch((error: unknown) => log.warn("live.change", { error: errorKind(error) }));
}

type Looking = Stream & { lookerId: string };
const isLooking = (stream: Stream): stream is Looking => stream.lookerId !== null;
const lookOf = ({ topic, lookerId }: Looking) => ({ applicationId: topic, userId: lookerId });

/** Says for every open page of staff that it is still open, and forgets those of which nobody says so. */
async function renewLookers(open: readonly Stream[], now = performance.now()): Promise<void> {
  const looking = open.filter(isLooking);
  if (looking.length === 0) return;
  const due = looking.filter(({ lookedAt }) => now - lookedAt >= renewLookMs);
  for (const stream of due) stream.lookedAt = now;
  const looks = new Map(due.map((stream) => [`${stream.topic} ${stream.lookerId}`, lookOf(stream)]));
  await look([...looks.values()]);
  // Who closed the page while that was written would count as looking until it is forgotten.
  for (const stream of due) if (!streams().open.has(stream)) stopLooking(stream);
  await forgetLookers([...new Set(looking.map(({ topic }) => topic))]);
}

/** The page is closed, unless the same person has it open in another browser. */
function stopLooking(stream: Stream): void {
  if (!isLooking(stream)) return;
  const isElsewhere = ({ topic, lookerId }: Stream) => topic === stream.topic && lookerId === stream.lookerId;
  if ([...streams().open].some(isElsewhere)) return;
  lookAway(lookOf(stream)).catch((error: unknown) => log.warn("live.lookers", { error: errorKind(error) }));
}

function offer(stream: Stream, revision: number, now = performance.now()): void {
  // They grow; one that was read before another change is no news.
  if (revision > stream.revision) {
    stream.revision = revision;
    stream.sentAt = now;
    stream.send(`id: ${revision}\nevent: revision\ndata: ${JSON.stringify({ revision })}\n\n`);
  } else if (now - stream.sentAt >= heartbeatMs) {
    stream.sentAt = now;
    stream.send(": still here\n\n");
  }
}

/** Thousands at a time would hold up whoever is told something meanwhile. */
const lookedAfterAtOnce = 200;

async function lookAfter(some: readonly Stream[], desk: number | null): Promise<void> {
  const { db } = await database();
  const topics = new Set(some.map(({ topic }) => topic));
  topics.delete(everyApplication);
  const [alive, revisions] = await Promise.all([
    liveSessionIds(db, [...new Set(some.map(({ sessionId }) => sessionId))], {
      now: new Date(),
      setting: env().STAFF_SECOND_FACTOR,
    }),
    findRevisions(db, [...topics]),
  ]);
  for (const stream of some) {
    const revision = stream.topic === everyApplication ? desk : revisions.get(stream.topic);
    if (alive.has(stream.sessionId)) offer(stream, revision ?? stream.revision);
    else {
      stream.send("event: signed-out\ndata: {}\n\n");
      stream.end();
    }
  }
}

const notice = (error: unknown) => log.warn("live.tick", { error: errorKind(error) });

async function tick(): Promise<void> {
  const { open, byTopic } = streams();
  const all = [...open];
  // Whoever looks is a courtesy; a session that is over must end.
  await renewLookers(all).catch(notice);
  const { db } = await database();
  for (let from = 0; from < all.length; from += lookedAfterAtOnce) {
    // Read for each portion, so that nobody is told an older one than a moment ago.
    const desk = byTopic.has(everyApplication) ? await findDeskRevision(db) : null;
    await lookAfter(all.slice(from, from + lookedAfterAtOnce), desk);
  }
}

/** Never twice at once, however long the database takes, and a failure is the next tick's to make good. */
async function tickAlone(): Promise<void> {
  const state = streams();
  if (state.isTicking) return;
  state.isTicking = true;
  await tick().catch(notice);
  state.isTicking = false;
}

/** Once a process: from then on changes and ended sessions reach the open streams. */
function startWatching(): void {
  const state = streams();
  if (state.ticker) return;
  state.ticker = setInterval(() => void tickAlone(), tickMs).unref();
  onChange(noteChange);
}

/**
 * Opens a server-sent event stream of revisions. It carries no content: who sees a new revision reads the page again,
 * with all its checks.
 */
export function openStream(
  { topic, sessionId, lookerId = null }: { topic: string; sessionId: string; lookerId?: string | null },
  signal: AbortSignal,
): Response {
  const encoder = new TextEncoder();
  let close = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const stream: Stream = {
        sessionId,
        topic,
        lookerId,
        // Noted at once below.
        lookedAt: performance.now(),
        revision: -1,
        sentAt: performance.now(),
        // A reader that has gone must end its own stream and no other's tick.
        send: (text) => {
          try {
            controller.enqueue(encoder.encode(text));
          } catch {
            close();
          }
        },
        end: () => close(),
      };
      close = () => {
        if (!remove(stream)) return;
        stopLooking(stream);
        try {
          controller.close();
        } catch {
          // Already closed by the reader.
        }
      };
      add(stream);
      startWatching();
      stream.send("retry: 2000\n\n");
      // An aborted signal tells nobody any more.
      if (signal.aborted || streams().isOver) return close();
      signal.addEventListener("abort", close);
      const noted = isLooking(stream) ? look([lookOf(stream)]) : Promise.resolve();
      noted
        .then(() => {
          // The same for a page that was closed at once.
          if (!streams().open.has(stream)) stopLooking(stream);
          return revisionOf(topic);
        })
        .then((revision) => streams().open.has(stream) && offer(stream, revision))
        .catch(() => close());
    },
    cancel: () => close(),
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}
