/** People and their requests to sign in. */
import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { StaffRole } from "../../lib/domain/permissions";
import type { Db } from "../client";
import { signInAttempts, users, verificationTokens } from "../schema";

/** What `Person` has of its row. */
export const personColumns = {
  id: users.id,
  role: users.role,
  staffRole: users.staffRole,
  email: users.email,
  name: users.name,
  locale: users.locale,
};
export type Person = {
  id: string;
  role: "merchant" | "staff";
  /** What a member of staff may do (lib/domain/permissions); null for merchants. */
  staffRole: StaffRole | null;
  email: string;
  name: string;
  locale: "id" | "en" | null;
};

/** A person who may sign in; disabled ones are not found. */
export async function findPerson(db: Db, userId: string): Promise<Person | null> {
  const [row] = await db
    .select(personColumns)
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.disabledAt)));
  return row ?? null;
}

export async function findPersonByEmailIndex(db: Db, emailIndex: string): Promise<Person | null> {
  const [row] = await db
    .select(personColumns)
    .from(users)
    .where(and(eq(users.emailIndex, emailIndex), isNull(users.disabledAt)));
  return row ?? null;
}

/** Whether the address belongs to anyone, disabled people included: an address is never given twice. */
export async function isEmailTaken(db: Db, emailIndex: string): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).where(eq(users.emailIndex, emailIndex));
  return rows.length > 0;
}

export async function hasStaff(db: Db): Promise<boolean> {
  return (await db.select({ id: users.id }).from(users).where(eq(users.role, "staff")).limit(1)).length > 0;
}

export async function insertPerson(
  db: Db,
  values: { role: Person["role"]; email: string; emailIndex: string; name: string },
): Promise<string> {
  const [row] = await db.insert(users).values(values).returning({ id: users.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

export async function updateLocale(db: Db, userId: string, locale: "id" | "en"): Promise<void> {
  await db.update(users).set({ locale }).where(eq(users.id, userId));
}

export async function insertVerificationToken(
  db: Db,
  values: { tokenHash: string; identifier: string; expiresAt: Date },
) {
  await db.insert(verificationTokens).values(values);
}

/** One-time tokens that nobody spent in time. */
export async function deleteLateTokens(db: Db, now: Date): Promise<void> {
  await db.delete(verificationTokens).where(lt(verificationTokens.expiresAt, now));
}

/** Takes a one-time token out of the table; of several parallel callers one gets it. */
export async function takeVerificationToken(db: Db, tokenHash: string) {
  const [row] = await db
    .delete(verificationTokens)
    .where(eq(verificationTokens.tokenHash, tokenHash))
    .returning({ identifier: verificationTokens.identifier, expiresAt: verificationTokens.expiresAt });
  return row ?? null;
}

export type Carried = typeof signInAttempts.$inferSelect.carries;

export async function insertSignInAttempt(
  db: Db,
  values: { userId: string | null; emailIndex: string; expiresAt: Date; carries?: Carried },
): Promise<string> {
  const [row] = await db.insert(signInAttempts).values(values).returning({ id: signInAttempts.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

export async function countRecentAttempts(db: Db, emailIndex: string, since: Date): Promise<number> {
  return await db.$count(
    signInAttempts,
    and(eq(signInAttempts.emailIndex, emailIndex), gt(signInAttempts.createdAt, since)),
  );
}

const attempt = {
  id: signInAttempts.id,
  userId: signInAttempts.userId,
  codeHash: signInAttempts.codeHash,
  carries: signInAttempts.carries,
  wrongCodes: signInAttempts.wrongCodes,
  usedAt: signInAttempts.usedAt,
  expiresAt: signInAttempts.expiresAt,
};

export async function findSignInAttempt(db: Db, attemptId: string) {
  const [row] = await db.select(attempt).from(signInAttempts).where(eq(signInAttempts.id, attemptId));
  return row ?? null;
}

export async function findSignInAttemptByLink(db: Db, linkHash: string) {
  const [row] = await db.select(attempt).from(signInAttempts).where(eq(signInAttempts.linkHash, linkHash));
  return row ?? null;
}

export async function setSignInSecrets(
  db: Db,
  attemptId: string,
  secrets: { linkHash?: string; codeHash?: string; expiresAt: Date },
) {
  await db.update(signInAttempts).set(secrets).where(eq(signInAttempts.id, attemptId));
}

/** Marks the attempt as used; false when someone was faster or it expired. */
export async function spendSignInAttempt(db: Db, attemptId: string, now: Date): Promise<boolean> {
  const rows = await db
    .update(signInAttempts)
    .set({ usedAt: now })
    .where(and(eq(signInAttempts.id, attemptId), isNull(signInAttempts.usedAt), gt(signInAttempts.expiresAt, now)))
    .returning({ id: signInAttempts.id });
  return rows.length === 1;
}

/** Counts one try at the code; false when the limit is reached. Counting and checking are one statement. */
export async function takeCodeTry(db: Db, attemptId: string, limit: number): Promise<boolean> {
  const rows = await db
    .update(signInAttempts)
    .set({ wrongCodes: sql`${signInAttempts.wrongCodes} + 1` })
    .where(and(eq(signInAttempts.id, attemptId), lt(signInAttempts.wrongCodes, limit)))
    .returning({ id: signInAttempts.id });
  return rows.length === 1;
}
