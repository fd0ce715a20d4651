/** Open status streams of this process. One ticker serves them all: it ends those whose session is over and sends what changed. */
import { database } from "@/db/client";
import { findDeskRevision, findRevisions } from "@/db/queries/live";
import { liveSessionIds } from "@/db/queries/users";
import { sessionIdleMs } from "../auth";
import { errorKind, log } from "../log";
import { everyApplication, onChange } from "./changes";
import { forgetLookers, look, lookAway, renewLookMs } from "./lookers";

/** Well under the five seconds in which a stream must end after its session. */
const tickMs = 3_000;
/** Keeps proxies from closing a quiet stream. */
const heartbeatMs = 15_000;

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

const shared = globalThis as typeof globalThis & {
  sambutStreams?: { open: Set<Stream>; ticker: NodeJS.Timeout | null };
};
const streams = () => {
  shared.sambutStreams ??= { open: new Set(), ticker: null };
  return shared.sambutStreams;
};

/** Ends every stream of this process, so that a stopping server is not kept open by them; browsers connect again. */
export function endAllStreams(): void {
  for (const stream of [...streams().open]) stream.end();
}

/** The present revision of a topic. */
export async function revisionOf(topic: string): Promise<number> {
  const { db } = await database();
  if (topic === everyApplication) return await findDeskRevision(db);
  return (await findRevisions(db, [topic])).get(topic) ?? 0;
}

type Looking = Stream & { lookerId: string };
const isLooking = (stream: Stream): stream is Looking => stream.lookerId !== null;
const lookOf = ({ topic, lookerId }: Looking) => ({ applicationId: topic, userId: lookerId });

/** Says for every open page of staff that it is still open, and forgets those of which nobody says so. */
async function renewLookers(open: readonly Stream[], now = Date.now()): Promise<void> {
  const looking = open.filter(isLooking);
  if (looking.length === 0) return;
  const due = looking.filter(({ lookedAt }) => now - lookedAt >= renewLookMs);
  for (const stream of due) stream.lookedAt = now;
  const looks = new Map(due.map((stream) => [`${stream.topic} ${stream.lookerId}`, lookOf(stream)]));
  await look([...looks.values()], new Date(now));
  // Who closed the page while that was written would count as looking until it is forgotten.
  for (const stream of due) if (!streams().open.has(stream)) stopLooking(stream);
  await forgetLookers([...new Set(looking.map(({ topic }) => topic))], new Date(now));
}

/** The page is closed, unless the same person has it open in another browser. */
function stopLooking(stream: Stream): void {
  if (!isLooking(stream)) return;
  const isElsewhere = ({ topic, lookerId }: Stream) => topic === stream.topic && lookerId === stream.lookerId;
  if ([...streams().open].some(isElsewhere)) return;
  lookAway(lookOf(stream)).catch((error: unknown) => log.warn("live.lookers", { error: errorKind(error) }));
}

function offer(stream: Stream, revision: number, now = Date.now()): void {
  if (revision !== stream.revision) {
    stream.revision = revision;
    stream.sentAt = now;
    stream.send(`id: ${revision}\nevent: revision\ndata: ${JSON.stringify({ revision })}\n\n`);
  } else if (now - stream.sentAt >= heartbeatMs) {
    stream.sentAt = now;
    stream.send(": still here\n\n");
  }
}

async function tick(): Promise<void> {
  const open = [...streams().open];
  if (open.length === 0) return;
  await renewLookers(open);
  const { db } = await database();
  const sessionIds = [...new Set(open.map((stream) => stream.sessionId))];
  const topics = [...new Set(open.map((stream) => stream.topic))];
  const [alive, revisions, desk] = await Promise.all([
    liveSessionIds(db, sessionIds, new Date(), sessionIdleMs),
    findRevisions(
      db,
      topics.filter((topic) => topic !== everyApplication),
    ),
    topics.includes(everyApplication) ? findDeskRevision(db) : 0,
  ]);
  for (const stream of open) {
    if (!alive.has(stream.sessionId)) {
      stream.send("event: signed-out\ndata: {}\n\n");
      stream.end();
    } else {
      offer(stream, stream.topic === everyApplication ? desk : (revisions.get(stream.topic) ?? stream.revision));
    }
  }
}

function startTicker(): void {
  const state = streams();
  state.ticker ??= setInterval(() => {
    tick().catch((error: unknown) => log.warn("live.tick", { error: errorKind(error) }));
  }, tickMs);
  state.ticker.unref();
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
        lookedAt: Date.now(),
        revision: -1,
        sentAt: Date.now(),
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
      const stop = onChange(topic, () => {
        revisionOf(topic)
          .then((revision) => streams().open.has(stream) && offer(stream, revision))
          .catch((error: unknown) => log.warn("live.change", { error: errorKind(error) }));
      });
      close = () => {
        if (!streams().open.delete(stream)) return;
        stop();
        stopLooking(stream);
        try {
          controller.close();
        } catch {
          // Already closed by the reader.
        }
      };
      streams().open.add(stream);
      startTicker();
      stream.send("retry: 2000\n\n");
      // An aborted signal tells nobody any more.
      if (signal.aborted) return close();
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
