/**
 * One callback from DOKU (contract section 10): verified and stored before it is answered, applied at once afterwards.
 * Whatever cannot be applied stays stored.
 */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { isUnreachable } from "@/db/passing";
import { countUnverified, insertWebhookEvent } from "@/db/queries/kyb";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { applySoon } from "./apply-soon";
import { groupCommit } from "./group-commit";
import { callbackPressure } from "./pressure";
import type { SelfTestAnswer } from "./self-test";
import { countRefused, isShunned } from "./shunned-sources";
import { arrive, type CallbackRequest, type Received, type Stored, storeCallbacks } from "./store-callbacks";

/** `too_many`: not looked at, see lib/kyb/shunned-sources; DOKU sends it again. */
export type CallbackAnswer = Stored["answer"] | "too_many";

/**
 * `applied` settles, never with an error, when what was stored was tried; nobody has to wait for it. `selfTest` is what
 * `npm run doctor` is told.
 */
export type Receipt = {
  answer: CallbackAnswer;
  /** Null where the token is nobody's, or the body no callback. */
  applicationId: string | null;
  applied: Promise<void>;
  selfTest: SelfTestAnswer | null;
};

/** A wrongly signed callback may still be true, so it may cause one read in this time, and no more. */
const unverifiedReadEveryMs = 10 * 60_000;
/** Whoever knows a token but no key could fill the table; beyond this many in an hour they are only logged. */
const maxUnverifiedAnHour = 20;

/** Keeps what failed its signature, never applies it, and lets it cause at most one read. */
async function keepUnverified(received: Received, why: string): Promise<void> {
  const { applicationId } = received;
  const { db } = await database();
  const now = (await sharedNow(db)).getTime();
  if ((await countUnverified(db, applicationId, new Date(now - 3_600_000))) >= maxUnverifiedAnHour) return;
  await changeApplication(
    applicationId,
    async (tx) => {
      const earlier = await countUnverified(tx, applicationId, new Date(now - unverifiedReadEveryMs));
      const stored = await insertWebhookEvent(tx, { ...received, verified: false, outcome: "unverified", why });
      if (stored && earlier === 0) await enqueue(tx, "read-business", { applicationId, reason: "unverified" });
    },
    { isNews: false },
  );
}

/**
 * A commit takes far longer than a row in it, so one group at a time, until that takes far longer than it should. A hundred in one,
 * because what fails is done again one by one.
 */
const groups = {
  maxItems: 100,
  maxRunning: 3,
  slowMs: 50,
  timeoutMs: 20_000,
  // With bodies of 256 kB at most, and 1 kB as a rule.
  maxWaiting: 5_000,
  isHopeless: isUnreachable,
};

const shared = globalThis as typeof globalThis & {
  sambutCallbacks?: (request: CallbackRequest) => Promise<Stored>;
};

function store(request: CallbackRequest): Promise<Stored> {
  shared.sambutCallbacks ??= groupCommit({ prepare: arrive, run: storeCallbacks, ...groups });
  return shared.sambutCallbacks(request);
}

/**
 * Receives a callback. Never throws for what DOKU sent; a database that is down throws, so that DOKU tries again.
 */
export async function receiveCallback(request: CallbackRequest): Promise<Receipt> {
  const { source } = request;
  if (source && isShunned(source) && !arrive(request).likely) {
    return { answer: "too_many", applicationId: null, applied: Promise.resolve(), selfTest: null };
  }
  const stored = await store(request);
  const { answer } = stored;
  if (source && (answer === "unknown_token" || answer === "unverified")) await countRefused(source);
  const isDokus = answer === "accepted" || answer === "repeated";
  // Strangers must not be able to slow down what DOKU has sent.
  if (isDokus) callbackPressure().note();
  // A repeat too: whoever stored the first may be gone before applying it.
  const applied = isDokus ? applySoon(stored.applicationId) : Promise.resolve();
  if (answer === "unverified") await keepUnverified(stored.received, stored.why);
  const received = "received" in stored ? stored.received : "applicationId" in stored ? stored : null;
  const selfTest = "selfTest" in stored ? stored.selfTest : null;
  return { answer, applied, selfTest, applicationId: received?.applicationId ?? null };
}
