/** The secret tokens in the addresses that DOKU calls back: one an application, and another one while it is being changed. */
import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications } from "../schema";

/** Null for no application; `next` while the address is being changed. Secret: only for building what DOKU is told. */
export async function findWebhookTokens(
  db: Db,
  applicationId: string,
): Promise<{ present: string; next: string | null } | null> {
  const [row] = await db
    .select({ present: applications.webhookToken, next: applications.nextWebhookToken })
    .from(applications)
    .where(eq(applications.id, applicationId));
  return row ?? null;
}

/** The applications of the tokens that are known, by the token's hash. */
export async function findByWebhookTokenHashes(
  db: Db,
  tokenHashes: readonly string[],
): Promise<Map<string, { id: string; sharedKey: string | null }>> {
  const { id, sharedKey, webhookTokenHash, nextWebhookTokenHash } = applications;
  const by = (hash: typeof webhookTokenHash | typeof nextWebhookTokenHash) =>
    db
      .select({ hash: sql<string>`${hash}`, id, sharedKey })
      .from(applications)
      .where(sql`${hash} = any(${sql.param(tokenHashes)})`);
  const rows = await by(webhookTokenHash).unionAll(by(nextWebhookTokenHash));
  return new Map(rows.map(({ hash, ...application }) => [hash, application]));
}

/** The token that is to take the place of the present one, or null to stay with that. Under the application's lock. */
export async function setNextWebhookToken(
  db: Db,
  applicationId: string,
  next: { token: string; hash: string } | null,
): Promise<void> {
  await db
    .update(applications)
    .set({ nextWebhookToken: next?.token ?? null, nextWebhookTokenHash: next?.hash ?? null })
    .where(eq(applications.id, applicationId));
}

/** Makes the next token the present one; what was present is nobody's from then on. */
export async function promoteNextWebhookToken(db: Db, applicationId: string): Promise<void> {
  const { nextWebhookToken, nextWebhookTokenHash } = applications;
  await db
    .update(applications)
    .set({
      // As it lies there: both columns are sealed alike.
      webhookToken: sql`${nextWebhookToken}`,
      webhookTokenHash: sql`${nextWebhookTokenHash}`,
      nextWebhookToken: null,
      nextWebhookTokenHash: null,
    })
    .where(and(eq(applications.id, applicationId), isNotNull(nextWebhookTokenHash)));
}

/** Whether a change of the address is under way. */
export async function hasNextWebhookToken(db: Db, applicationId: string): Promise<boolean> {
  const [row] = await db
    .select({ isThere: sql<boolean>`${isNotNull(applications.nextWebhookTokenHash)}` })
    .from(applications)
    .where(eq(applications.id, applicationId));
  return row?.isThere ?? false;
}
