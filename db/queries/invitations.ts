/** Invitations: making, accepting and showing them. */
import { and, asc, desc, eq, gt, isNull } from "drizzle-orm";
import type { StaffRole } from "../../lib/domain/permissions";
import type { Db } from "../client";
import { applications, invitations, users } from "../schema";

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

/** Takes an invitation that is open and not expired; of several parallel callers one gets it. */
export async function acceptOpenInvitation(db: Db, tokenHash: string, now: Date): Promise<string | null> {
  const [row] = await db
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(eq(invitations.tokenHash, tokenHash), isNull(invitations.acceptedAt), gt(invitations.expiresAt, now)))
    .returning({ applicationId: invitations.applicationId });
  return row?.applicationId ?? null;
}

/** Closes what is still open: whoever signed in by another way needs no invitation link any more. */
export async function closeInvitations(db: Db, applicationId: string, now: Date): Promise<void> {
  await db
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(eq(invitations.applicationId, applicationId), isNull(invitations.acceptedAt)));
}

/** The application's newest invitation, for staff. */
export async function findLatestInvitation(db: Db, applicationId: string) {
  const [row] = await db
    .select({
      id: invitations.id,
      applicationId: invitations.applicationId,
      expiresAt: invitations.expiresAt,
      sentAt: invitations.sentAt,
      acceptedAt: invitations.acceptedAt,
      name: users.name,
      email: users.email,
      businessName: applications.businessName,
    })
    .from(invitations)
    .innerJoin(applications, eq(applications.id, invitations.applicationId))
    .innerJoin(users, eq(users.id, applications.ownerId))
    .where(eq(invitations.applicationId, applicationId))
    .orderBy(desc(invitations.createdAt))
    .limit(1);
  return row ?? null;
}
