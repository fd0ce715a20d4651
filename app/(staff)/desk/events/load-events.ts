import { z } from "zod";
import { database } from "@/db/client";
import { type EventFilter, eventFilters, listExchange, readCallbackHealth } from "@/db/queries/events";
import { cursorText, readCursor } from "@/db/queries/keyset";
import { findDeskRevision } from "@/db/queries/live";
import { paths } from "@/lib/paths";

/** Callback health counts so far back. */
const healthMs = 24 * 3_600_000;

const addressSchema = z.object({
  show: z.enum(eventFilters).nullable().catch(null),
  after: z.string().optional().catch(undefined),
});

export function eventsHref(show: EventFilter | null, after?: string): string {
  const query = new URLSearchParams({ ...(show ? { show } : {}), ...(after ? { after } : {}) });
  return query.size > 0 ? `${paths.deskEvents}?${query}` : paths.deskEvents;
}

/** One page of callbacks and calls over all merchants, and how well callbacks arrive. */
export async function loadEvents(searchParams: Record<string, unknown>) {
  const { show, after } = addressSchema.parse(searchParams);
  const cursor = readCursor(after);
  const { db } = await database();
  const revision = await findDeskRevision(db);
  const { events, next } = await listExchange(db, show, cursor);
  const now = new Date();
  return {
    show,
    events,
    revision,
    now,
    health: await readCallbackHealth(db, new Date(now.getTime() - healthMs)),
    isFirstPage: !cursor,
    nextHref: next && eventsHref(show, cursorText(next)),
  };
}
