/** The staff's list of merchants. Staff see every merchant, so nothing here takes an owner. */
import { and, count, desc, eq, gt, inArray, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { type DeskFilter, isUrgency, type Urgency, urgencies } from "../../lib/domain/desk-filter";
import type { CallbackType, EntityState } from "../../lib/domain/sections";
import type { Standing } from "../../lib/domain/standing";
import type { Db } from "../client";
import { applications, changeRequests, invitations, users } from "../schema";
import { after, type Cursor, cursorAt } from "./keyset";
import { listEntitiesOf } from "./kyb";

export const merchantsPerPage = 50;

/** `now` decides which clocks are due. */
export type MerchantFilter = { search: string; only: DeskFilter | null; now: Date };

const regexLiteral = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "\\$&");
const likeLiteral = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/**
 * Every word begins a word of the business or brand name; or the start of a DOKU id. The search lives in the address
 * of the page, so nothing personal is found by it: for e-mail addresses there is `findMerchantByEmail`.
 */
function matches(search: string): SQL | undefined {
  const text = search.trim();
  if (!text) return undefined;
  const names = sql`concat_ws(' ', ${applications.businessName}, ${applications.brandName})`;
  const words = text.split(/\s+/).map((word) => sql`${names} ~* ${`(^|[^[:alnum:]])${regexLiteral(word)}`}`);
  const idStart = `${likeLiteral(text)}%`;
  return or(
    and(...words),
    sql`${applications.dokuBusinessId} ilike ${idStart}`,
    sql`${applications.dokuBrandId} ilike ${idStart}`,
  );
}

/** `standingOf` of lib/domain/standing in SQL; a test holds the two together. */
const standing = sql<Standing>`case when ${applications.state} = 'submitted' then coalesce(${applications.overall}, 'in_review') else ${applications.state} end`;

/** Merchants with a change that waits for staff. */
const asking = (db: Db) =>
  inArray(
    applications.id,
    db.select({ id: changeRequests.applicationId }).from(changeRequests).where(eq(changeRequests.state, "asked")),
  );

/** The clocks are `clockOfApplication` of lib/domain/clocks in SQL; a test holds the two together. */
function urgencyConditions(db: Db, now: Date): Record<Urgency, SQL | undefined> {
  return {
    overdue: and(lte(applications.dueSoonAt, now), lte(applications.dueAt, now)),
    due_soon: and(lte(applications.dueSoonAt, now), gt(applications.dueAt, now)),
    asks_change: asking(db),
  };
}

function onlyThose(db: Db, { only, now }: MerchantFilter): SQL | undefined {
  if (!only) return undefined;
  return isUrgency(only) ? urgencyConditions(db, now)[only] : sql`${standing} = ${only}`;
}

export type MerchantRow = {
  id: string;
  businessName: string;
  brandName: string | null;
  legalEntity: string | null;
  line: string | null;
  dokuBusinessId: string | null;
  submittedAt: Date | null;
  /** The first of the running clocks (lib/domain/clocks). */
  dueSoonAt: Date | null;
  dueAt: Date | null;
  /** A change of approved data waits for staff. */
  asksChange: boolean;
  updatedAt: Date;
  standing: Standing;
  /** Type and state only: enough for the dots. */
  entities: { type: CallbackType; state: EntityState }[];
};

/** One page of merchants, the last changed first; `next` is null on the last page. Two queries, whatever the size. */
export async function listMerchants(
  db: Db,
  filter: MerchantFilter,
  cursor: Cursor | null,
  limit = merchantsPerPage,
): Promise<{ merchants: MerchantRow[]; next: Cursor | null }> {
  const found = await db
    .select({
      id: applications.id,
      businessName: applications.businessName,
      brandName: applications.brandName,
      legalEntity: applications.legalEntity,
      line: applications.line,
      dokuBusinessId: applications.dokuBusinessId,
      submittedAt: applications.submittedAt,
      dueSoonAt: applications.dueSoonAt,
      dueAt: applications.dueAt,
      asksChange: sql<boolean>`${asking(db)}`,
      updatedAt: applications.updatedAt,
      at: cursorAt(applications.updatedAt),
      standing,
    })
    .from(applications)
    .where(and(matches(filter.search), onlyThose(db, filter), after(applications.updatedAt, applications.id, cursor)))
    .orderBy(desc(applications.updatedAt), desc(applications.id))
    .limit(limit + 1);

  const page = found.slice(0, limit);
  const last = page.at(-1);
  const entities = await listEntitiesOf(
    db,
    page.map((row) => row.id),
  );
  return {
    merchants: page.map(({ at: _, ...row }) => ({
      ...row,
      entities: entities.filter((entity) => entity.applicationId === row.id),
    })),
    next: found.length > limit && last ? { at: last.at, id: last.id } : null,
  };
}

/** How many merchants a search finds, and how many of them each filter would leave; filters without one are left out. */
export async function countMerchants(
  db: Db,
  { search, now }: Omit<MerchantFilter, "only">,
): Promise<{ total: number; counts: Map<DeskFilter, number> }> {
  const conditions = urgencyConditions(db, now);
  const countOf = (urgency: Urgency) => sql`count(*) filter (where ${conditions[urgency]})`.mapWith(Number);
  const rows = await db
    .select({
      standing: standing.as("standing"),
      count: count(),
      overdue: countOf("overdue"),
      due_soon: countOf("due_soon"),
      asks_change: countOf("asks_change"),
    })
    .from(applications)
    .where(matches(search))
    .groupBy(sql`1`);
  const sum = (numbers: number[]) => numbers.reduce((whole, number) => whole + number, 0);
  const counts: [DeskFilter, number][] = [
    ...urgencies.map((urgency): [Urgency, number] => [urgency, sum(rows.map((row) => row[urgency]))]),
    ...rows.map((row): [Standing, number] => [row.standing, row.count]),
  ];
  return {
    total: sum(rows.map((row) => row.count)),
    counts: new Map(counts.filter(([, number]) => number > 0)),
  };
}

/** One merchant's person and latest invitation. */
export async function findMerchantPerson(db: Db, applicationId: string) {
  const [row] = await db
    .select({
      name: users.name,
      email: users.email,
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

/** The application of the merchant with this address, by its blind index; the newest of several. */
export async function findMerchantByEmail(db: Db, emailIndex: string): Promise<string | null> {
  const [row] = await db
    .select({ id: applications.id })
    .from(applications)
    .innerJoin(users, eq(users.id, applications.ownerId))
    .where(eq(users.emailIndex, emailIndex))
    .orderBy(desc(applications.createdAt))
    .limit(1);
  return row?.id ?? null;
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
