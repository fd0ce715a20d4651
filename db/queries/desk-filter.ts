/** What a filter of the desk's lists means as conditions, in words that go with their indexes. */
import { and, eq, gt, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { longestSoonMs } from "../../lib/domain/clocks";
import type { Need } from "../../lib/domain/needs";
import { isPlainView, isQueueView, type QueueFilter, type QueueView } from "../../lib/domain/queue-filter";
import { applications } from "../schema";
import {
  assigneeOrNobody,
  hasNeed,
  hasRefused,
  isQueued,
  isRefused,
  nobodyId,
  submittedOrLast,
} from "../schema/desk-order";
import type { DeskOrder } from "./desk-order";
import { idsFound, isFound, isFoundInQueue, type Match, queuedFound } from "./desk-search";

/** `me`: who asks. `match`: what `filter.q` means (`findMatch`); null without a search. `now` decides what is due. */
export type Asked = { filter: QueueFilter; me: string; match: Match | null; now: Date };

const dayMs = 86_400_000;
/** The first moment of a day in WIB, UTC+7 all year. */
const startOf = (day: string, daysLater = 0) => new Date(Date.parse(`${day}T00:00:00+07:00`) + daysLater * dayMs);

const dueSoon = (now: Date): SQL | undefined =>
  and(
    gt(applications.dueAt, now),
    // Nothing is due soon that is due later than this: it keeps the part of the index that is read small.
    lte(applications.dueAt, new Date(now.getTime() + longestSoonMs)),
    lte(applications.dueSoonAt, now),
  );
const overdue = (now: Date) => lte(applications.dueAt, now);

/** What is needed has begun already, so only a snooze can keep it out; the planner knows how rare those are. */
const isAwake = (now: Date) => or(isNull(applications.snoozedUntil), lte(applications.snoozedUntil, now));

function inQueue(view: QueueView, now: Date): SQL | undefined {
  if (view === "needs") return lte(applications.needsAt, now);
  return and(hasNeed(applications, view as Need), isQueued(applications), isAwake(now));
}

/**
 * One need beside a filter that has an index in this order: what has a refused section mostly has the need for it, the
 * planner takes the two for unrelated, and would read everything that has either. So it is not let know how rare this one is.
 */
const inQueueBeside = (need: Need, now: Date): SQL | undefined =>
  and(sql`coalesce(${hasNeed(applications, need)}, false)`, isQueued(applications), isAwake(now));

export function inView(view: QueueView, now: Date): SQL | undefined {
  if (view === "all") return undefined;
  if (view === "due_soon") return dueSoon(now);
  if (view === "overdue") return overdue(now);
  if (view === "snoozed") return gt(applications.snoozedUntil, now);
  return isQueueView(view) ? inQueue(view, now) : sql`${applications.standing} = ${view}`;
}

function viewOf({ view, sort, section, reason, assignee, entity, line }: QueueFilter, now: Date): SQL | undefined {
  const isBeside = isQueueView(view) && view !== "needs" && sort === "needs";
  const has = section || reason || assignee || entity || line;
  return isBeside && has ? inQueueBeside(view as Need, now) : inView(view, now);
}

function onClock(clock: QueueFilter["clock"], now: Date): SQL | undefined {
  if (clock === "due_soon") return dueSoon(now);
  if (clock === "overdue") return overdue(now);
  return clock ? and(sql`${applications.dueAt} is not null`, gt(applications.dueSoonAt, now)) : undefined;
}

function inDays({ dated, from, to, sort }: QueueFilter): SQL | undefined {
  const submittedAt = sort === "submitted" ? submittedOrLast(applications) : sql`${applications.submittedAt}`;
  const at = dated === "created" ? sql`${applications.createdAt}` : submittedAt;
  // Without a last day those that were never submitted would count as submitted at the end of time.
  const end = to ? sql`${at} < ${startOf(to, 1)}` : sql`${at} < 'infinity'`;
  return from || to ? and(from ? sql`${at} >= ${startOf(from)}` : undefined, end) : undefined;
}

/**
 * A list of the queue in its own order. Its indexes hold what narrows it, and one walk through them, the queue being small,
 * is cheaper than the ways that look for something rarer; so those are not offered to the planner.
 */
export const isWalk = ({ view, sort }: QueueFilter) => isQueueView(view) && sort === "needs";

function ofAssignee({ assignee, ...filter }: QueueFilter, me: string): SQL | undefined {
  if (!assignee) return undefined;
  if (assignee === "nobody" && isWalk({ assignee, ...filter })) return isNull(applications.assigneeId);
  const id = assignee === "me" ? me : assignee === "nobody" ? nobodyId : assignee;
  return sql`${assigneeOrNobody(applications)} = ${id}::uuid`;
}

function ofSection(filter: QueueFilter): SQL | undefined {
  const { section } = filter;
  if (!section) return undefined;
  if (isWalk(filter)) return hasRefused(applications, section);
  return and(isRefused(applications), sql`${applications.refused} @> array[${section}]::text[]`);
}

function forReason(filter: QueueFilter): SQL | undefined {
  const { reason } = filter;
  if (!reason) return undefined;
  const has = isWalk(filter)
    ? sql`${reason} = any(${applications.reasons})`
    : sql`${applications.reasons} @> array[${reason}]::text[]`;
  return and(isRefused(applications), has);
}

/** All but the search. */
export function narrowed({ filter, me, now }: Asked): SQL | undefined {
  return and(
    viewOf(filter, now),
    onClock(filter.clock, now),
    ofAssignee(filter, me),
    ofSection(filter),
    forReason(filter),
    filter.entity ? eq(applications.legalEntity, filter.entity) : undefined,
    filter.line ? eq(applications.line, filter.line) : undefined,
    filter.of ? sql`${applications.id} = any(${sql.param(`{${filter.of.join(",")}}`)}::uuid[])` : undefined,
    inDays(filter),
  );
}

/** A search that finds very many, and nothing else: read in the order of its own index, whatever order is asked for. */
export function orderOf({ filter, match, ...rest }: Asked): DeskOrder {
  if (match?.isMany && !narrowed({ filter, match, ...rest })) return match.by;
  const { view, clock, sort } = filter;
  const hasClock = view === "due_soon" || view === "overdue" || clock !== null;
  return sort === "clock" && hasClock ? "due" : sort;
}

export function matching({ filter, match }: Asked): SQL | undefined {
  if (!match) return undefined;
  if (match.by === "words" && isWalk(filter)) return isFoundInQueue(match);
  return match.isMany ? isFound(match) : sql`${applications.id} = any(array(${idsFound(match)}))`;
}

export const those = (where: SQL | undefined) => sql`${applications} where ${where ?? sql`true`}`;

/** Where what is asked for is found, as the part of a query that begins after `from`. */
export function theFound(asked: Asked, after?: SQL): SQL {
  const { match, filter, now } = asked;
  const isSearchAlone = filter.view === "needs" && isPlainView({ ...filter, q: "" });
  return match?.by === "words" && isSearchAlone && isWalk(filter)
    ? sql`${queuedFound(match)} where ${and(inView("needs", now), after)}`
    : those(and(narrowed(asked), matching(asked), after));
}
