/** The merchant's credential at DOKU: read by lib/desk/reveal-credential alone. */
import { eq, isNotNull, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications } from "../schema";

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
      /** The callback address is being changed. */
      nextAddress: sql<boolean>`${isNotNull(applications.nextWebhookTokenHash)}`,
    })
    .from(applications)
    .where(eq(applications.id, applicationId));
  return row ?? null;
}
