/** The audit trail: written in the transaction of the change it records, chained by hash per application. */
import { createHash } from "node:crypto";
import type { Tx } from "@/db/client";
import { insertAuditRow, lastAuditRow } from "@/db/queries/audit";
import type { Actor } from "../domain/actor";

export type AuditDetail = Record<string, string | number | boolean | null>;
export type AuditFacts = {
  applicationId: string;
  position: number;
  actorKind: Actor["kind"];
  actorId: string | null;
  action: string;
  detail: AuditDetail;
  at: Date;
};

/** The hash of a row: over the one before and over its own facts, in a fixed order (JSON storage reorders keys). */
export function auditHash(previousHash: string, facts: AuditFacts): string {
  const { applicationId, position, actorKind, actorId, action, at } = facts;
  const detail = Object.entries(facts.detail).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([
    previousHash,
    applicationId,
    position,
    actorKind,
    actorId,
    action,
    detail,
    at.toISOString(),
  ]);
  return createHash("sha256").update(text).digest("base64url");
}

/**
 * Adds a row. The caller's transaction must hold the application's row lock (see changeApplication), so that positions
 * of one application never collide.
 */
export async function emitAudit(
  tx: Tx,
  event: { applicationId: string; actor: Actor; action: string; detail?: AuditDetail },
): Promise<void> {
  const last = await lastAuditRow(tx, event.applicationId);
  const facts: AuditFacts = {
    applicationId: event.applicationId,
    position: (last?.position ?? 0) + 1,
    actorKind: event.actor.kind,
    actorId: "userId" in event.actor ? event.actor.userId : null,
    action: event.action,
    detail: event.detail ?? {},
    at: new Date(),
  };
  const previousHash = last?.hash ?? "";
  await insertAuditRow(tx, { ...facts, previousHash, hash: auditHash(previousHash, facts) });
}
