import { z } from "zod";
import { database } from "@/db/client";
import { countMerchants, listMerchants } from "@/db/queries/desk";
import { orderOf } from "@/db/queries/desk-filter";
import { placeText } from "@/db/queries/desk-order";
import { countedUpTo, findMatch } from "@/db/queries/desk-search";
import { findDeskRevision } from "@/db/queries/live";
import { listColleagues } from "@/db/queries/staff";
import { findMerchantsOf } from "@/lib/desk/find-merchant";
import { noteFound } from "@/lib/desk/reveal-numbers";
import { viewCounts } from "@/lib/desk/view-counts";
import type { StaffActor } from "@/lib/domain/actor";
import {
  emptyFilter,
  isPlainView,
  type QueueFilter,
  queueQuery,
  readQueueFilter,
  withoutPlace,
} from "@/lib/domain/queue-filter";
import { isPersonal, personKeysOf } from "@/lib/domain/search-words";
import { refused } from "@/lib/errors";
import { countUse, mayUse } from "@/lib/limits";
import { paths } from "@/lib/paths";
import { savedViewsOf } from "../saved-views";

/** The address of a list. */
export function deskHref(filter: QueueFilter): string {
  const query = queueQuery(filter);
  return query.size > 0 ? `${paths.desk}?${query}` : paths.desk;
}

/** What the search form sends: what was typed, and the list that it stood over. */
export const searchSchema = z.object({
  q: z
    .string()
    .catch("")
    .transform((text) => text.trim().slice(0, 200)),
  query: z.string().max(2_000).catch(""),
});

/**
 * Where a search leads. What belongs to a person is looked up here and never becomes part of an address of ours: it leads
 * to the merchant, or to a list of merchants by our own ids.
 * @throws AppError refused "nobodyFound" for a person's that nobody has · too_often
 */
export async function searchHref({ q, query }: z.output<typeof searchSchema>, actor: StaffActor): Promise<string> {
  if (isPersonal(q)) {
    await countUse("personSearch", actor.userId);
    const ids = await findMerchantsOf(q);
    const by = [...new Set(personKeysOf(q).map(({ kind }) => kind))].join(" ");
    await noteFound({ actor, input: { applicationIds: ids, by } });
    const [only] = ids;
    if (!only) throw refused("nobodyFound");
    return ids.length === 1
      ? paths.deskMerchant(only)
      : deskHref({ ...emptyFilter, view: "all", sort: "changed", of: ids });
  }
  const { filter } = readQueueFilter(Object.fromEntries(new URLSearchParams(query)));
  // A view that nobody chose gives way to a search over all merchants.
  const isChosen = new URLSearchParams(query).has("view");
  const view = isChosen || !q ? filter.view : "all";
  const sort = view === filter.view ? filter.sort : "changed";
  return deskHref({ ...withoutPlace(filter), q, of: null, view, sort });
}

/** One page of merchants for an address, with how many each view has. `now` decides which clocks are due. */
export async function loadDesk(searchParams: Record<string, unknown>, userId: string, now = new Date()) {
  const { filter: asking, ignored } = readQueueFilter(searchParams);
  const { db } = await database();
  const isTooOften = asking.q !== "" && !(await mayUse("search", userId));
  const filter = isTooOften ? { ...asking, q: "" } : asking;
  // Before the rows: a change in between is then heard of as news.
  const revision = await findDeskRevision(db);
  const match = filter.q ? await findMatch(db, filter.q) : null;
  const asked = { filter, me: userId, match, now };
  const { merchants, place, next } = await listMerchants(db, asked);
  const isWhole = place === null && next === null;
  const [counts, colleagues, views] = await Promise.all([
    viewCounts(db, { revision, now }),
    listColleagues(db),
    savedViewsOf(userId),
  ]);
  // Nothing is counted that is known already.
  const known = isWhole ? merchants.length : isPlainView(filter) ? counts[filter.view] : undefined;
  const here = withoutPlace(filter);
  const query = queueQuery(here).toString();
  return {
    filter,
    /** Nothing was searched: this person has searched more than anybody needs. */
    isTooOften,
    ignored: filter.after !== null && place === null ? [...ignored, "after" as const] : ignored,
    merchants,
    /** Null where nobody counted; one more than `countedUpTo` for more than that. */
    found: known ?? (await countMerchants(db, asked)),
    counts,
    countedUpTo,
    colleagues,
    /** The view of one's own that this is. */
    savedAs: views.find((view) => view.query === query) ?? null,
    query,
    /** The order that was asked for is not the one it is in: too many were found. */
    isInOwnOrder: !["due", filter.sort].includes(orderOf(asked)),
    revision,
    now,
    firstHref: place && deskHref(here),
    nextHref: next && deskHref({ ...filter, after: placeText(next) }),
  };
}

export type Desk = Awaited<ReturnType<typeof loadDesk>>;
