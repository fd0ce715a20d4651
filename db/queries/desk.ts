/** The staff's lists of merchants. Staff see every merchant, so nothing here takes an owner. */
import { and, desc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { isQueueView, type QueueView } from "../../lib/domain/queue-filter";
import type { CallbackType, EntityState } from "../../lib/domain/sections";
import type { Db } from "../client";
import { applications, invitations, merchantWords, users } from "../schema";
import { type Asked, inView, isWalk, matching, narrowed, orderOf, theFound, those } from "./desk-filter";
import { afterPlace, inOrder, type Place, readPlace, valueIn } from "./desk-order";
import { countedUpTo, isFirstWord, wordsFound } from "./desk-search";
import { listEntitiesOf } from "./kyb";

export const merchantsPerPage = 20;

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
