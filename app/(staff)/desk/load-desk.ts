import { z } from "zod";
import { database } from "@/db/client";
import { countStandings, listMerchants } from "@/db/queries/desk";
import { cursorText, readCursor } from "@/db/queries/keyset";
import { findDeskRevision } from "@/db/queries/live";
import { type Standing, standings } from "@/lib/domain/standing";
import { paths } from "@/lib/paths";

const maxSearch = 200;

/** What the address asks for; what it cannot mean is left out. */
const filterSchema = z.object({
  q: z
    .string()
    .catch("")
    .transform((text) => text.trim().slice(0, maxSearch)),
  state: z.enum(standings).nullable().catch(null),
  after: z.string().optional().catch(undefined),
});

type DeskAddress = { q: string; state: Standing | null; after?: string | undefined };

export function deskHref({ q, state, after }: DeskAddress): string {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(state ? { state } : {}), ...(after ? { after } : {}) });
  return query.size > 0 ? `${paths.desk}?${query}` : paths.desk;
}

/** One page of merchants for an address, with the counts of every state. */
export async function loadDesk(searchParams: Record<string, unknown>) {
  const { q, state, after } = filterSchema.parse(searchParams);
  const cursor = readCursor(after);
  const { db } = await database();
  // Before the rows: a change in between is then heard of as news.
  const revision = await findDeskRevision(db);
  const { merchants, next } = await listMerchants(db, { search: q, standing: state }, cursor);
  const counts = await countStandings(db, q);
  return {
    q,
    state,
    merchants,
    counts,
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    revision,
    now: new Date(),
    isFirstPage: !cursor,
    nextHref: next && deskHref({ q, state, after: cursorText(next) }),
  };
}
