/** One callback or one call, with what was in it. */
import { eq } from "drizzle-orm";
import type { Db } from "../client";
import { applications, dokuCalls, webhookEvents } from "../schema";

const merchant = { applicationId: applications.id, businessName: applications.businessName };

/** A callback with its raw body as it was received; null when there is none with this id. */
export async function findCallback(db: Db, eventId: string) {
  const [row] = await db
    .select({
      ...merchant,
      id: webhookEvents.id,
      requestId: webhookEvents.requestId,
      verified: webhookEvents.verified,
      type: webhookEvents.type,
      entityId: webhookEvents.entityId,
      status: webhookEvents.status,
      outcome: webhookEvents.outcome,
      why: webhookEvents.why,
      sentAt: webhookEvents.sentAt,
      at: webhookEvents.receivedAt,
      replayedAt: webhookEvents.replayedAt,
      body: webhookEvents.body,
    })
    .from(webhookEvents)
    .innerJoin(applications, eq(applications.id, webhookEvents.applicationId))
    .where(eq(webhookEvents.id, eventId));
  return row ?? null;
}
export type StoredCallback = NonNullable<Awaited<ReturnType<typeof findCallback>>>;

/** A call with its masked bodies and DOKU's own words; null when there is none with this id. */
export async function findCall(db: Db, callId: string) {
  const [row] = await db
    .select({
      ...merchant,
      id: dokuCalls.id,
      requestId: dokuCalls.requestId,
      endpoint: dokuCalls.endpoint,
      method: dokuCalls.method,
      path: dokuCalls.path,
      status: dokuCalls.status,
      outcome: dokuCalls.outcome,
      durationMs: dokuCalls.durationMs,
      signatureMismatch: dokuCalls.signatureMismatch,
      errorText: dokuCalls.errorText,
      sentBody: dokuCalls.sentBody,
      answerBody: dokuCalls.answerBody,
      at: dokuCalls.at,
    })
    .from(dokuCalls)
    .leftJoin(applications, eq(applications.id, dokuCalls.applicationId))
    .where(eq(dokuCalls.id, callId));
  return row ?? null;
}
export type StoredCall = NonNullable<Awaited<ReturnType<typeof findCall>>>;
