/** The audit trail: written in the transaction of the change it records, chained by hash. */
import { createHash } from "node:crypto";
import type { Tx } from "@/db/client";
import { type AuditChain, appendAuditRow, lockAuditHead } from "@/db/queries/audit";
import type { Actor, StaffActor } from "../domain/actor";

export type AuditDetail = Record<string, string | number | boolean | null>;
export type AuditFacts = AuditChain & {
  position: number;
  actorKind: Actor["kind"];
  actorId: string | null;
  action: string;
  detail: AuditDetail;
  at: Date;
};

/** The hash of a row: over the one before and over its own facts, in a fixed order (JSON storage reorders keys). */
export function auditHash(previousHash: string, facts: AuditFacts): string {
  const { chainId, position, actorKind, actorId, action, at } = facts;
  const detail = Object.entries(facts.detail).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([previousHash, chainId, position, actorKind, actorId, action, detail, at.toISOString()]);
  return createHash("sha256").update(text).digest("base64url");
}

async function append(tx: Tx, chain: AuditChain, event: { actor: Actor; action: string; detail?: AuditDetail }) {
  const head = await lockAuditHead(tx, chain);
  const facts: AuditFacts = {
    ...chain,
    position: head.position + 1,
    actorKind: event.actor.kind,
    actorId: "userId" in event.actor ? event.actor.userId : null,
    action: event.action,
    detail: event.detail ?? {},
    at: new Date(),
  };
  await appendAuditRow(tx, {
    ...facts,
    applicationId: chain.chain === "merchant" ? chain.chainId : null,
    previousHash: head.hash,
    hash: auditHash(head.hash, facts),
  });
}

/** Adds a row to a merchant's chain: what was done to it, or seen of it. */
export async function emitAudit(
  tx: Tx,
  { applicationId, ...event }: { applicationId: string; actor: Actor; action: string; detail?: AuditDetail },
): Promise<void> {
  await append(tx, { chain: "merchant", chainId: applicationId }, event);
}

/** Adds a row to the chain of a member of staff: what concerns no merchant, such as settings, the team or an export. */
export async function emitStaffAudit(
  tx: Tx,
  event: { actor: StaffActor; action: string; detail?: AuditDetail },
): Promise<void> {
  await append(tx, { chain: "staff", chainId: event.actor.userId }, event);
}
