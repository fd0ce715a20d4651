/** Checkpoints of the audit trail: which heads wait for one, and writing one. */
import { and, asc, count, desc, eq, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "../client";
import { auditCheckpointHeads, auditCheckpoints, auditHeads } from "../schema";

const checkpoint = {
  number: auditCheckpoints.number,
  at: auditCheckpoints.at,
  heads: auditCheckpoints.heads,
  digest: auditCheckpoints.digest,
  signature: auditCheckpoints.signature,
};
export type Checkpoint = typeof auditCheckpoints.$inferSelect;

export async function findLastCheckpoint(db: Db): Promise<Checkpoint | null> {
  const [row] = await db.select(checkpoint).from(auditCheckpoints).orderBy(desc(auditCheckpoints.number)).limit(1);
  return row ?? null;
}

/** How many heads no checkpoint has, counted up to `limit`. */
export async function countOpenHeads(db: Db, limit: number): Promise<number> {
  const open = db
    .select({ chainId: auditHeads.chainId })
    .from(auditHeads)
    .where(isNull(auditHeads.checkpoint))
    .limit(limit)
    .as("open");
  const [row] = await db.select({ count: count() }).from(open);
  return row?.count ?? 0;
}

// Any number will do, as long as nothing else in this database locks the same.
const checkpointLock = 4_716_202_611;

/** Whether this transaction may write a checkpoint; false while another one does. */
export async function takeCheckpointTurn(tx: Tx): Promise<boolean> {
  const turn = sql<boolean>`pg_try_advisory_xact_lock(${checkpointLock}::bigint)`;
  const [row] = await tx.select({ turn }).from(sql`(select 1) as one`);
  return row?.turn ?? false;
}

/** Locks heads that no checkpoint has, in order. One that moves right now is left for the next: nobody waits for anybody. */
export async function lockOpenHeads(tx: Tx, limit: number) {
  return await tx
    .select({
      chain: auditHeads.chain,
      chainId: auditHeads.chainId,
      position: auditHeads.position,
      hash: auditHeads.hash,
    })
    .from(auditHeads)
    .where(isNull(auditHeads.checkpoint))
    .orderBy(asc(auditHeads.chain), asc(auditHeads.chainId))
    .limit(limit)
    .for("update", { skipLocked: true });
}

type OpenHead = Awaited<ReturnType<typeof lockOpenHeads>>[number];

/** Writes a checkpoint over locked heads, and marks them. */
export async function insertCheckpoint(tx: Tx, row: Checkpoint, heads: readonly OpenHead[]): Promise<void> {
  await tx.insert(auditCheckpoints).values(row);
  await tx.insert(auditCheckpointHeads).values(heads.map((head) => ({ ...head, number: row.number })));
  const { number, chain, chainId } = auditCheckpointHeads;
  await tx
    .update(auditHeads)
    .set({ checkpoint: row.number })
    .from(auditCheckpointHeads)
    .where(and(eq(number, row.number), eq(auditHeads.chain, chain), eq(auditHeads.chainId, chainId)));
}
