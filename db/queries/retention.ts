/** What retention decides by, and which merchants it looks at next. */
import { and, asc, eq, isNotNull, isNull, lte, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications, files } from "../schema";

/** Merchants whose time has come. */
export async function listRetentionDue(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(isNull(applications.erasedAt), lte(applications.retentionAt, now)))
    .orderBy(asc(applications.retentionAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Not a change that anybody sees: the revision stays. */
export async function setRetention(
  db: Db,
  applicationId: string,
  values: { retentionAt: Date; eraseWarnedAt?: Date },
): Promise<void> {
  await db.update(applications).set(values).where(eq(applications.id, applicationId));
}

type Activity = {
  lastDeedAt: Date;
  warnedAt: Date | null;
  holdAt: Date | null;
  isRevoked: boolean;
  wasLive: boolean;
  canSignIn: boolean;
};

/**
 * When somebody last did something about the merchant, itself, staff or DOKU (an invitation that is open counts until it
 * ends), and what else decides.
 */
export async function findActivity(db: Db, applicationId: string): Promise<Activity> {
  const own = sql`where application_id = ${applications.id}`;
  const last = sql<Date>`greatest(
    ${applications.createdAt},
    (select max(updated_at) from drafts ${own}),
    (select max(created_at) from files ${own}),
    (select max(created_at) from submissions ${own}),
    (select max(at) from standing_changes ${own}),
    (select max(changed_at) from kyb_entities ${own}),
    (select max(greatest(created_at, sent_at, accepted_at, revoked_at)) from invitations ${own}),
    (select max(expires_at) from invitations ${own} and accepted_at is null and revoked_at is null),
    (select max(seen_at) from sessions where user_id = ${applications.ownerId})
  )`.mapWith(applications.createdAt);
  const [row] = await db
    .select({
      lastDeedAt: last,
      warnedAt: applications.eraseWarnedAt,
      holdAt: applications.holdAt,
      isRevoked: sql<boolean>`coalesce((select revoked_at is not null from invitations ${own} order by created_at desc limit 1), false)`,
      wasLive: sql<boolean>`exists (select 1 from standing_changes ${own} and standing in ('live', 'settlement_held'))`,
      canSignIn: sql<boolean>`exists (select 1 from users where id = ${applications.ownerId} and disabled_at is null)`,
    })
    .from(applications)
    .where(eq(applications.id, applicationId));
  if (!row) throw new Error("retention of an application that is gone");
  return row;
}

/** Files that DOKU has got and whose content is still here, with those that were replaced. */
export async function listKeptFiles(db: Db, applicationId: string) {
  return await db
    .select({ id: files.id, slotId: files.slotId, sentAt: files.sentAt, storageKey: files.storageKey })
    .from(files)
    .where(and(eq(files.applicationId, applicationId), isNull(files.contentDeletedAt), isNotNull(files.sentAt)));
}
