import { database } from "@/db/client";
import { countOutcomes } from "@/db/queries/replays";
import type { Query } from "@/lib/domain/record-filter";
import { idSchema } from "@/lib/domain/record-filter";
import { listWished, mostReplayed, type ReplayWish } from "@/lib/kyb/replay-events";
import { type EventParts, readEventsAddress } from "../load-events";

const maxSelected = 200;

/** What an address asks to replay: the events that it names, or everything of its filter that came before `until`. */
export async function wishOf(
  query: URLSearchParams,
  until: Date,
): Promise<{ wish: ReplayWish; parts: EventParts | null; unread: string[] }> {
  const named = query.getAll("event");
  if (named.length > 0) {
    const eventIds = named.filter((id) => idSchema.safeParse(id).success).slice(0, maxSelected);
    return { wish: { eventIds }, parts: null, unread: [] };
  }
  const address: Query = Object.fromEntries([...query.keys()].map((key) => [key, query.get(key) ?? undefined]));
  const { wanted, parts, unread } = await readEventsAddress(address);
  const to = wanted.to && wanted.to < until ? wanted.to : until;
  return { wish: { filter: { ...wanted, to } }, parts, unread };
}

/** The query of a page as it came, with parts that come several times. */
function searchOf(query: Query): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([key, value]) => [value ?? []].flat().map((one) => [key, one]));
  return new URLSearchParams(pairs);
}

/** What would be replayed, counted, so that somebody can decide. */
export async function loadWish(query: Query, now = new Date()) {
  const search = searchOf(query);
  const { wish, parts, unread } = await wishOf(search, now);
  const eventIds = await listWished(wish);
  const isTooMany = eventIds.length > mostReplayed;
  return {
    query: search.toString(),
    parts,
    unread,
    until: now.toISOString(),
    count: Math.min(eventIds.length, mostReplayed),
    isTooMany,
    outcomes: isTooMany ? [] : await countOutcomes((await database()).db, eventIds),
  };
}
