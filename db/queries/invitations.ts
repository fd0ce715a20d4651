/** Invitations: making, accepting and showing them. */
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { InvitationState } from "../../lib/domain/invitation";
import type { StaffRole } from "../../lib/domain/permissions";
import type { Db } from "../client";
import { applications, invitationLinks, invitations, users } from "../schema";
import { after, type Cursor, cursorAt } from "./keyset";

/** Creates a merchant; null when the address belongs to somebody already, also when two callers try at once. */
export async function insertMerchantOnce(
  db: Db,
  values: { email: string; emailIndex: string; name: string; locale: "id" | "en" },
): Promise<string | null> {
  const [row] = await db
    .insert(users)
    .values({ ...values, role: "merchant" })
    .onConflictDoNothing({ target: users.emailIndex })
    .returning({ id: users.id });
  return row?.id ?? null;
}

/** Creates a member of staff; null when the address belongs to somebody already. */
export async function insertStaffOnce(
  db: Db,
  values: { email: string; emailIndex: string; name: string; staffRole: StaffRole },
): Promise<string | null> {
  const [row] = await db
    .insert(users)
    .values({ ...values, role: "staff" })
    .onConflictDoNothing({ target: users.emailIndex })
    .returning({ id: users.id });
  return row?.id ?? null;
}

/** The member of staff who has been here longest; null when there is none. */
export async function findFirstStaff(db: Db): Promise<string | null> {
  const [row] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "staff"), isNull(users.disabledAt)))
    .orderBy(asc(users.createdAt))
    .limit(1);
  return row?.id ?? null;
}

export async function insertInvitation(
  db: Db,
  values: Pick<typeof invitations.$inferInsert, "applicationId" | "invitedBy" | "expiresAt" | "batchId">,
): Promise<string> {
  const [row] = await db.insert(invitations).values(values).returning({ id: invitations.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

const invitation = {
  id: invitations.id,
  applicationId: invitations.applicationId,
  expiresAt: invitations.expiresAt,
  sentAt: invitations.sentAt,
  acceptedAt: invitations.acceptedAt,
  revokedAt: invitations.revokedAt,
  createdAt: invitations.createdAt,
  userId: users.id,
  email: users.email,
  name: users.name,
  locale: users.locale,
  businessName: applications.businessName,
  revision: applications.revision,
};

function selectInvitation(db: Db) {
  return db
    .select(invitation)
    .from(invitations)
    .innerJoin(applications, eq(applications.id, invitations.applicationId))
    .innerJoin(users, eq(users.id, applications.ownerId));
}

export async function findInvitation(db: Db, invitationId: string) {
  const [row] = await selectInvitation(db).where(eq(invitations.id, invitationId));
  return row ?? null;
}

/**
 * The invitation that a link leads to. `link`: the further link that it was, with who made it (a copy of staff's, or a
 * reminder's in the inviter's name); null for the one in the invitation's own mail. A link's id is the hash that is kept.
 */
export async function findInvitationByToken(db: Db, tokenHash: string) {
  const [mailed] = await selectInvitation(db).where(eq(invitations.tokenHash, tokenHash));
  if (mailed) return { ...mailed, link: null };
  const [further] = await db
    .select({ invitationId: invitationLinks.invitationId, madeBy: invitationLinks.madeBy })
    .from(invitationLinks)
    .where(eq(invitationLinks.tokenHash, tokenHash));
  const found = further && (await findInvitation(db, further.invitationId));
  return found ? { ...found, link: { id: tokenHash, madeBy: further.madeBy } } : null;
}

/** The application's newest invitation, for staff. */
export async function findLatestInvitation(db: Db, applicationId: string) {
  const [row] = await selectInvitation(db)
    .where(eq(invitations.applicationId, applicationId))
    .orderBy(desc(invitations.createdAt))
    .limit(1);
  return row ?? null;
}
export type FoundInvitation = NonNullable<Awaited<ReturnType<typeof findLatestInvitation>>>;

const isOpen = (invitationId: string) =>
  and(eq(invitations.id, invitationId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt));

/** Changes an invitation that nobody has accepted or revoked meanwhile; false when somebody has. */
export async function updateOpenInvitation(
  db: Db,
  invitationId: string,
  change: Partial<
    Pick<typeof invitations.$inferInsert, "tokenHash" | "sentAt" | "expiresAt" | "revokedAt" | "revokedBy">
  >,
): Promise<boolean> {
  const rows = await db.update(invitations).set(change).where(isOpen(invitationId)).returning({ id: invitations.id });
  return rows.length === 1;
}

/** Takes an invitation that is open and not expired; of several parallel callers one gets it. */
export async function acceptOpenInvitation(db: Db, invitationId: string, now: Date): Promise<boolean> {
  const rows = await db
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(isOpen(invitationId), gt(invitations.expiresAt, now)))
    .returning({ id: invitations.id });
  return rows.length === 1;
}

/** Closes what is still open: whoever signed in by another way needs no invitation link any more. */
export async function closeInvitations(db: Db, applicationId: string, now: Date): Promise<void> {
  await db
    .update(invitations)
    .set({ acceptedAt: now })
    .where(
      and(eq(invitations.applicationId, applicationId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)),
    );
}

/** A further link of an invitation, copied by staff. */
export async function insertInvitationLink(
  db: Db,
  values: { tokenHash: string; invitationId: string; madeBy: string },
): Promise<void> {
  await db.insert(invitationLinks).values(values);
}

/** The further links of an invitation lead nowhere from now on. */
export async function deleteInvitationLinks(db: Db, invitationId: string): Promise<void> {
  await db.delete(invitationLinks).where(eq(invitationLinks.invitationId, invitationId));
}

/** Whether the merchant behind an invitation may sign in; a revoked one may not. */
export async function setMerchantDisabled(db: Db, userId: string, disabledAt: Date | null): Promise<void> {
  await db
    .update(users)
    .set({ disabledAt })
    .where(and(eq(users.id, userId), eq(users.role, "merchant")));
}

export const invitationsPerPage = 50;

/** `invitationStateOf` of lib/domain/invitation in SQL. */
function isIn(state: InvitationState, now: Date): SQL | undefined {
  const open = [isNull(invitations.acceptedAt), isNull(invitations.revokedAt)];
  switch (state) {
    case "accepted":
      return isNotNull(invitations.acceptedAt);
    case "revoked":
      return and(isNull(invitations.acceptedAt), isNotNull(invitations.revokedAt));
    case "expired":
      return and(...open, lte(invitations.expiresAt, now));
    case "waiting":
      return and(...open, gt(invitations.expiresAt, now), isNotNull(invitations.sentAt));
    case "unsent":
      return and(...open, gt(invitations.expiresAt, now), isNull(invitations.sentAt));
  }
}

const inviters = alias(users, "inviters");

/** One page of all invitations, the newest first; `next` is null on the last page. */
export async function listInvitations(
  db: Db,
  { state, now }: { state: InvitationState | null; now: Date },
  cursor: Cursor | null,
  limit = invitationsPerPage,
) {
  const found = await db
    .select({
      id: invitations.id,
      applicationId: invitations.applicationId,
      businessName: applications.businessName,
      name: users.name,
      invitedBy: inviters.name,
      createdAt: invitations.createdAt,
      sentAt: invitations.sentAt,
      acceptedAt: invitations.acceptedAt,
      revokedAt: invitations.revokedAt,
      expiresAt: invitations.expiresAt,
      at: cursorAt(invitations.createdAt),
    })
    .from(invitations)
    .innerJoin(applications, eq(applications.id, invitations.applicationId))
    .innerJoin(users, eq(users.id, applications.ownerId))
    .innerJoin(inviters, eq(inviters.id, invitations.invitedBy))
    .where(and(state ? isIn(state, now) : undefined, after(invitations.createdAt, invitations.id, cursor)))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    invitations: page.map(({ at: _, ...row }) => row),
    next: found.length > limit && last ? { at: last.at, id: last.id } : null,
  };
}

/** Which of these addresses belong to somebody already. */
export async function findTakenEmails(db: Db, emailIndexes: readonly string[]): Promise<Set<string>> {
  if (emailIndexes.length === 0) return new Set();
  const rows = await db
    .select({ emailIndex: users.emailIndex })
    .from(users)
    .where(inArray(users.emailIndex, [...emailIndexes]));
  return new Set(rows.map((row) => row.emailIndex));
}
