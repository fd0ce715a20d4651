/** The staff's list of merchants. Staff see every merchant, so nothing here takes an owner. */
import { and, count, desc, eq, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import type { CallbackType, EntityState } from "../../lib/domain/sections";
import type { Standing } from "../../lib/domain/standing";
import type { Db } from "../client";
import { applications, invitations, users } from "../schema";
import { after, type Cursor, cursorAt } from "./keyset";
import { listEntitiesOf } from "./kyb";

export const merchantsPerPage = 50;

export type MerchantFilter = { search: string; standing: Standing | null };

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
      updatedAt: applications.updatedAt,
      at: cursorAt(applications.updatedAt),
      standing,
    })
    .from(applications)
    .where(
      and(
        matches(filter.search),
        filter.standing ? sql`${standing} = ${filter.standing}` : undefined,
        after(applications.updatedAt, applications.id, cursor),
      ),
    )
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

/** How many merchants of the search stand where; standings without a merchant are left out. */
export async function countStandings(db: Db, search: string): Promise<Map<Standing, number>> {
  const rows = await db
    .select({ standing: standing.as("standing"), count: count() })
    .from(applications)
    .where(matches(search))
    .groupBy(sql`1`);
  return new Map(rows.map((row) => [row.standing, row.count]));
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
