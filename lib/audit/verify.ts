/**
 * Whether the audit trail is whole and as it was written. Believed are the rows as far as their hashes hold together, and the
 * signed checkpoints; the heads, which the database itself keeps, are only held against them.
 */
import type { KeyObject } from "node:crypto";
import { database } from "@/db/client";
import { verifyChains } from "./verify-chains";
import { type LastCheckpoint, verifyCheckpoints } from "./verify-checkpoints";

/**
 * What is wrong. Rows of a chain, `from` the first of them `to` the last:
 * - `altered`: the row does not say what its hash was made of
 * - `replaced`: the row was written anew with a hash of its own; the next one knows another
 * - `missing`: the rows are not there, and there were
 * - `rewritten`: the rows hold together, and are not those that a checkpoint signed
 * - `head`: the head of the chain is not its last row
 * Checkpoints:
 * - `unsigned`: it says something else than what was signed, or by another key
 * - `heads`: the heads that it lists are not those that were signed
 * - `gone`: it is not there, and there was one
 */
export type ChainFault = {
  kind: "altered" | "replaced" | "missing" | "rewritten" | "head";
  chain: string;
  chainId: string;
  from: number;
  to: number;
  /** The checkpoint that shows it; null when none is needed. */
  checkpoint: number | null;
};
export type CheckpointFault = { kind: "unsigned" | "heads" | "gone"; checkpoint: number };
export type AuditFault = ChainFault | CheckpointFault;

export type AuditReport = {
  rows: number;
  chains: number;
  checkpoints: number;
  last: LastCheckpoint | null;
  /** Rows after the last checkpoint of their chain: proven by the chain alone. */
  unsignedRows: number;
  /** The first fault of each chain and checkpoint, at most `faultsKept`; `faultCount` counts them all. */
  faults: AuditFault[];
  faultCount: number;
};

const faultsKept = 50;

/** A checkpoint that somebody has written down elsewhere, such as from the log. */
export type KnownCheckpoint = { number: number; signature: string };

/**
 * Reads the whole trail once, in one snapshot and with memory that does not grow.
 * @param known a checkpoint that must be there with this signature: shows when the last ones were taken away
 */
export async function verifyAudit({
  key,
  known,
}: {
  key: KeyObject;
  known?: KnownCheckpoint | undefined;
}): Promise<AuditReport> {
  const { db } = await database();
  const faults: AuditFault[] = [];
  let faultCount = 0;
  const found = (fault: AuditFault) => {
    faultCount += 1;
    if (faults.length < faultsKept) faults.push(fault);
  };
  return await db.transaction(
    async (tx) => {
      const { checkpoints, last } = await verifyCheckpoints(tx, { key, known, found });
      const chains = await verifyChains(tx, found);
      return { ...chains, checkpoints, last, faults, faultCount };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
