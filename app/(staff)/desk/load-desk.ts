import { z } from "zod";
import { database } from "@/db/client";
import { countMerchants, listMerchants } from "@/db/queries/desk";
import { cursorText, readCursor } from "@/db/queries/keyset";
import { findDeskRevision } from "@/db/queries/live";
import { findMerchantOf, isEmailSearch } from "@/lib/desk/find-merchant";
import { type DeskFilter, deskFilters } from "@/lib/domain/desk-filter";
import { paths } from "@/lib/paths";

const maxSearch = 200;

/** What staff ask for; what it cannot mean is left out. */
export const searchSchema = z.object({
  q: z
    .string()
    .catch("")
    .transform((text) => text.trim().slice(0, maxSearch)),
  state: z.enum(deskFilters).nullable().catch(null),
});

/** The same from the address. `missed` says that no merchant has the e-mail address that was looked up, not which. */
const addressSchema = searchSchema.extend({
  after: z.string().optional().catch(undefined),
  missed: z.literal("email").optional().catch(undefined),
});

type DeskAddress = {
  q: string;
  state: DeskFilter | null;
  after?: string | undefined;
  missed?: "email" | undefined;
};

export function deskHref({ q, ...others }: DeskAddress): string {
  // Whoever typed an address into the address bar does not get it repeated in every link.
  const asked = Object.entries({ q: isEmailSearch(q) ? "" : q, ...others });
  const query = new URLSearchParams(asked.flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `${paths.desk}?${query}` : paths.desk;
}

/** Where a search leads. An e-mail address is looked up here and never becomes part of an address of ours. */
export async function searchHref({ q, state }: z.output<typeof searchSchema>): Promise<string> {
  if (!isEmailSearch(q)) return deskHref({ q, state });
  const applicationId = await findMerchantOf(q);
  return applicationId ? paths.deskMerchant(applicationId) : deskHref({ q: "", state: null, missed: "email" });
}

/** One page of merchants for an address, with the counts of every filter. `now` decides which clocks are due. */
export async function loadDesk(searchParams: Record<string, unknown>, now = new Date()) {
  const { q, state, after, missed } = addressSchema.parse(searchParams);
  const cursor = readCursor(after);
  const { db } = await database();
  // Before the rows: a change in between is then heard of as news.
  const revision = await findDeskRevision(db);
  const { merchants, next } = await listMerchants(db, { search: q, only: state, now }, cursor);
  const { total, counts } = await countMerchants(db, { search: q, now });
  return {
    q,
    state,
    missed: missed !== undefined,
    merchants,
    counts,
    total,
    revision,
    now,
    isFirstPage: !cursor,
    nextHref: next && deskHref({ q, state, after: cursorText(next) }),
  };
}
