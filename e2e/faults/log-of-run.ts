/** What the database says happened, for the invariants. */
import { listAttempts } from "@/db/queries/attempts";
import { listEntities, type StoredEntity } from "@/db/queries/kyb";
import { webhookEvents } from "@/db/schema";
import { type CallbackEvent, parseCallback } from "@/lib/doku/callback";
import { type Checked, rowsOf } from "./run";

export type StoredEvent = {
  id: string;
  applicationId: string;
  requestId: string;
  digest: string;
  verified: boolean;
  outcome: string;
  said: CallbackEvent | null;
};

export async function storedEvents({ stage }: Checked): Promise<StoredEvent[]> {
  const rows = await stage.database.db
    .select({
      id: webhookEvents.id,
      applicationId: webhookEvents.applicationId,
      requestId: webhookEvents.requestId,
      digest: webhookEvents.digest,
      verified: webhookEvents.verified,
      outcome: webhookEvents.outcome,
      body: webhookEvents.body,
    })
    .from(webhookEvents);
  return rows.map(({ body, ...row }) => {
    const parsed = parseCallback(Buffer.from(body));
    return { ...row, said: parsed.ok ? parsed.event : null };
  });
}

/** When Get business data was under way and answered well, by application; on the database's clock. */
export type Reading = { applicationId: string; from: number; to: number };

/** A call is noted once it is over, and a busy machine may take so long for it. */
const notedAfterMs = 2_000;

export async function readings(run: Checked): Promise<Reading[]> {
  const text = "select application_id as id, at, took from watch.readings";
  const rows = await rowsOf<{ id: string; at: Date; took: number }>(run, text);
  return rows.map(({ id, at, took }) => {
    const to = new Date(at).getTime();
    return { applicationId: id, from: to - took - notedAfterMs, to };
  });
}

export type Known = { entities: StoredEntity[]; corrected: { type: string; at: number }[] };

/** What we hold of a merchant's entities, and which sections were sent again when. */
export async function knownOf({ stage }: Checked, applicationId: string): Promise<Known> {
  const { db } = stage.database;
  const attempts = await listAttempts(db, applicationId);
  const corrected = attempts.filter(({ attempt }) => attempt > 1);
  return {
    entities: await listEntities(db, applicationId),
    corrected: corrected.map(({ type, sentAt }) => ({ type, at: sentAt.getTime() })),
  };
}

/** The items by a key of theirs. */
export function grouped<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
