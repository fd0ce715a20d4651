/** Walks through the whole audit trail in order, some thousand rows at a time, for lib/audit/verify. */
import { asc, type SQL, sql } from "drizzle-orm";
import type { Tx } from "../client";
import { auditCheckpointHeads, auditCheckpoints, auditHeads, auditLog } from "../schema";

const atOnce = 2_000;

async function* pages<T>(read: (last: T | undefined) => Promise<T[]>): AsyncGenerator<T> {
  for (let last: T | undefined; ; ) {
    const page: T[] = await read(last);
    yield* page;
    last = page.at(-1);
    if (page.length < atOnce) return;
  }
}

const row = {
  chain: auditLog.chain,
  chainId: auditLog.chainId,
  position: auditLog.position,
  applicationId: auditLog.applicationId,
  actorKind: auditLog.actorKind,
  actorId: auditLog.actorId,
  action: auditLog.action,
  detail: auditLog.detail,
  at: auditLog.at,
  previousHash: auditLog.previousHash,
  hash: auditLog.hash,
};
export type AuditRow = Pick<typeof auditLog.$inferSelect, keyof typeof row>;

/** Every row, chain by chain, by position. */
export function walkRows(tx: Tx): AsyncGenerator<AuditRow> {
  const { chain, chainId, position } = auditLog;
  return pages<AuditRow>((last) => {
    const after =
      last && sql`(${chain}, ${chainId}, ${position}) > (${last.chain}, ${last.chainId}::uuid, ${last.position})`;
    return tx.select(row).from(auditLog).where(after).orderBy(asc(chain), asc(chainId), asc(position)).limit(atOnce);
  });
}

export type AuditHead = typeof auditHeads.$inferSelect;

/** Every head, chain by chain. */
export function walkHeads(tx: Tx): AsyncGenerator<AuditHead> {
  const { chain, chainId } = auditHeads;
  return pages<AuditHead>((last) => {
    const after = last && sql`(${chain}, ${chainId}) > (${last.chain}, ${last.chainId}::uuid)`;
    return tx.select().from(auditHeads).where(after).orderBy(asc(chain), asc(chainId)).limit(atOnce);
  });
}

export type SignedHead = typeof auditCheckpointHeads.$inferSelect;

function walkSigned(tx: Tx, order: "chain" | "number"): AsyncGenerator<SignedHead> {
  const { chain, chainId, number } = auditCheckpointHeads;
  const columns = order === "chain" ? [chain, chainId, number] : [number, chain, chainId];
  return pages<SignedHead>((last) => {
    let after: SQL | undefined;
    if (last && order === "chain") {
      after = sql`(${chain}, ${chainId}, ${number}) > (${last.chain}, ${last.chainId}::uuid, ${last.number})`;
    } else if (last) {
      after = sql`(${number}, ${chain}, ${chainId}) > (${last.number}, ${last.chain}, ${last.chainId}::uuid)`;
    }
    return tx
      .select()
      .from(auditCheckpointHeads)
      .where(after)
      .orderBy(...columns.map((column) => asc(column)))
      .limit(atOnce);
  });
}

/** Every head that a checkpoint has, chain by chain, the earliest checkpoint first. */
export const walkSignedByChain = (tx: Tx) => walkSigned(tx, "chain");
/** The same, checkpoint by checkpoint, in the order in which they were signed. */
export const walkSignedByNumber = (tx: Tx) => walkSigned(tx, "number");

/** Every checkpoint, the first one first. */
export function walkCheckpoints(tx: Tx): AsyncGenerator<typeof auditCheckpoints.$inferSelect> {
  const { number } = auditCheckpoints;
  return pages<typeof auditCheckpoints.$inferSelect>((last) =>
    tx
      .select()
      .from(auditCheckpoints)
      .where(last && sql`${number} > ${last.number}`)
      .orderBy(asc(number))
      .limit(atOnce),
  );
}
