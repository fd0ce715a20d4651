/** The staff's lists of merchants. Staff see every merchant, so nothing here takes an owner. */
import { and, desc, eq, gt, inArray, isNull, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { longestSoonMs } from "../../lib/domain/clocks";
import type { Need } from "../../lib/domain/needs";
import { isPlainView, isQueueView, type QueueFilter, type QueueView } from "../../lib/domain/queue-filter";
import type { CallbackType, EntityState } from "../../lib/domain/sections";
import type { Db } from "../client";
import { applications, invitations, merchantWords, users } from "../schema";
import {
  assigneeOrNobody,
  hasNeed,
  hasRefused,
  isQueued,
  isRefused,
  nobodyId,
  submittedOrLast,
} from "../schema/desk-order";
import { afterPlace, type DeskOrder, inOrder, type Place, readPlace, valueIn } from "./desk-order";
import {
  countedUpTo,
  idsFound,
  isFirstWord,
  isFound,
  isFoundInQueue,
  type Match,
  queuedFound,
  wordsFound,
} from "./desk-search";
import { listEntitiesOf } from "./kyb";

export const merchantsPerPage = 25;

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

function inView(view: QueueView, now: Date): SQL | undefined {
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
const isWalk = ({ view, sort }: QueueFilter) => isQueueView(view) && sort === "needs";

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
function narrowed({ filter, me, now }: Asked): SQL | undefined {
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

function matching({ filter, match }: Asked): SQL | undefined {
  if (!match) return undefined;
  if (match.by === "words" && isWalk(filter)) return isFoundInQueue(match);
  return match.isMany ? isFound(match) : sql`${applications.id} = any(array(${idsFound(match)}))`;
}

const those = (where: SQL | undefined) => sql`${applications} where ${where ?? sql`true`}`;

/** Where what is asked for is found, as the part of a query that begins after `from`. */
function theFound(asked: Asked, after?: SQL): SQL {
  const { match, filter, now } = asked;
  const isSearchAlone = filter.view === "needs" && isPlainView({ ...filter, q: "" });
  return match?.by === "words" && isSearchAlone && isWalk(filter)
    ? sql`${queuedFound(match)} where ${and(inView("needs", now), after)}`
    : those(and(narrowed(asked), matching(asked), after));
}

const columns = {
  id: applications.id,
  businessName: applications.businessName,
  brandName: applications.brandName,
  legalEntity: applications.legalEntity,
  line: applications.line,
  dokuBusinessId: applications.dokuBusinessId,
  submittedAt: applications.submittedAt,
  createdAt: applications.createdAt,
  /** The first of the running clocks (lib/domain/clocks). */
  dueSoonAt: applications.dueSoonAt,
  dueAt: applications.dueAt,
  updatedAt: applications.updatedAt,
  standing: applications.standing,
  needs: applications.needs,
  needsAt: applications.needsAt,
  snoozedUntil: applications.snoozedUntil,
  refused: applications.refused,
  reasons: applications.reasons,
  assigneeId: applications.assigneeId,
  /** What the row shows, for deeds on many of them. */
  caseVersion: applications.caseVersion,
};
export type MerchantRow = Pick<typeof applications.$inferSelect, keyof typeof columns> & {
  /** Type and state only: enough for the dots. */
  entities: { type: CallbackType; state: EntityState }[];
};

/** The rows of a page as a query, in the order of the filter. */
export function selectMerchants(db: Db, asked: Asked, place: Place | null, limit: number) {
  const order = orderOf(asked);
  const after = place ? afterPlace(place) : undefined;
  const { match } = asked;
  const from = db.select({ ...columns, value: valueIn(order) });
  if (order === "words" && match?.by === "words") {
    return from
      .from(merchantWords)
      .innerJoin(applications, eq(applications.id, merchantWords.applicationId))
      .where(and(wordsFound(match), isFirstWord(match), after))
      .orderBy(sql`${merchantWords.word} using ~<~`, merchantWords.applicationId)
      .limit(limit);
  }
  if (!isWalk(asked.filter)) {
    const those = and(narrowed(asked), matching(asked), after);
    return from
      .from(applications)
      .where(those)
      .orderBy(...inOrder(order))
      .limit(limit);
  }
  // Which ones is known from the indexes alone; whole rows are only read of those that are shown.
  const inThisOrder = sql.join(inOrder(order), sql`, `);
  const ids = sql`select ${applications.id} from ${theFound(asked, after)} order by ${inThisOrder} limit ${limit}`;
  return from
    .from(applications)
    .where(sql`${applications.id} = any(array(${ids}))`)
    .orderBy(...inOrder(order));
}

/** One page of merchants in the order of the filter; `next` is null on the last page. Two queries, whatever the size. */
export async function listMerchants(
  db: Db,
  asked: Asked,
  limit = merchantsPerPage,
): Promise<{ merchants: MerchantRow[]; place: Place | null; next: Place | null }> {
  const order = orderOf(asked);
  const place = readPlace(asked.filter.after, order);
  const found = await selectMerchants(db, asked, place, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const ids = page.map(({ id }) => id);
  const entities = await listEntitiesOf(db, ids);
  return {
    merchants: page.map(({ value: _, ...row }) => ({
      ...row,
      entities: entities.get(row.id) ?? [],
    })),
    place,
    next: found.length > limit && last ? { order, value: last.value, id: last.id } : null,
  };
}

const upTo = (rows: SQL) => sql<number>`(select count(*)::int from (${rows} limit ${countedUpTo + 1}) as counted)`;

/** How many merchants are in each of these views, as one query. */
export function selectCounts(db: Db, views: readonly QueueView[], now: Date) {
  const counts = Object.fromEntries(views.map((view) => [view, upTo(sql`select 1 from ${those(inView(view, now))}`)]));
  return db.select(counts).from(sql`(values (1)) as one`);
}

/** How many merchants are in each of these views, up to `countedUpTo` and one more for "more than that". */
export async function countViews<View extends QueueView>(
  db: Db,
  views: readonly View[],
  now: Date,
): Promise<Record<View, number>> {
  const [row] = await selectCounts(db, views, now);
  return row as Record<View, number>;
}

/** The same for a filter with its search. Null where counting would mean reading far more than is shown. */
export async function countMerchants(db: Db, { filter, ...rest }: Asked): Promise<number | null> {
  // The order is nothing to a number.
  const asked: Asked = { ...rest, filter: isQueueView(filter.view) ? { ...filter, sort: "needs" } : filter };
  const { match } = asked;
  // Only what one word alone finds is as many as it was counted to be.
  const isWhole = narrowed(asked) === undefined && !(match?.by === "words" && match.others.length > 0);
  const isWalked = match?.by === "words" && isWalk(asked.filter);
  if (match?.isMany && !isWalked) return isWhole ? countedUpTo + 1 : null;
  const [row] = await db.select({ count: upTo(sql`select 1 from ${theFound(asked)}`) }).from(sql`(values (1)) as one`);
  return row?.count ?? 0;
}

/** One merchant's person and latest invitation. */
export async function findMerchantPerson(db: Db, applicationId: string) {
  const [row] = await db
    .select({
      name: users.name,
      email: users.email,
      locale: users.locale,
      invitedAt: invitations.createdAt,
      sentAt: invitations.sentAt,
      acceptedAt: invitations.acceptedAt,
      expiresAt: invitations.expiresAt,
    })
    .from(applications)
    .innerJoin(users, eq(users.id, applications.ownerId))
    .leftJoin(invitations, eq(invitations.applicationId, applications.id))
    .where(eq(applications.id, applicationId))
    .orderBy(desc(invitations.createdAt))
    .limit(1);
  return row ?? null;
}

/** Names of people by id, for the history. */
export async function listNames(db: Db, userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, userIds));
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Whether another application already has this DOKU brand id. */
export async function isOtherBrandKnown(db: Db, applicationId: string, brandId: string): Promise<boolean> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.dokuBrandId, brandId), ne(applications.id, applicationId)));
  return rows.length > 0;
}
