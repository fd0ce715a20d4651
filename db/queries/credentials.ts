/** The merchant's credential at DOKU, and who proved again who they are: read by lib/desk/reveal-credential alone. */
import { eq, isNotNull, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications, sessions } from "../schema";

/** Brand ID and shared key. Secret: only for what is revealed one at a time, and written down. */
export async function findCredential(db: Db, applicationId: string) {
  const [row] = await db
    .select({ brandId: applications.dokuBrandId, sharedKey: applications.sharedKey })
    .from(applications)
    .where(eq(applications.id, applicationId));
  return row ?? null;
}

/** Which of them there are, without either. */
export async function findCredentialFacts(db: Db, applicationId: string) {
  const [row] = await db
    .select({
      brandId: sql<boolean>`${isNotNull(applications.dokuBrandId)}`,
      sharedKey: sql<boolean>`${isNotNull(applications.sharedKey)}`,
    })
    .from(applications)
    .where(eq(applications.id, applicationId));
  return row ?? null;
}

/** When the person of a session last proved again who they are. */
export async function findConfirmation(db: Db, sessionId: string) {
  const [row] = await db
    .select({ userId: sessions.userId, confirmedAt: sessions.confirmedAt })
    .from(sessions)
    .where(eq(sessions.id, sessionId));
  return row ?? null;
}

export async function confirmSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db.update(sessions).set({ confirmedAt: now }).where(eq(sessions.id, sessionId));
}
