/** Signed checkpoints over the heads of the audit chains: what makes a removed tail or a removed chain show. */
import { database } from "@/db/client";
import {
  countOpenHeads,
  findLastCheckpoint,
  insertCheckpoint,
  lockOpenHeads,
  takeCheckpointTurn,
} from "@/db/queries/audit-checkpoints";
import { log } from "../log";
import { headsDigest, signCheckpoint } from "./checkpoint-signature";

/** One short transaction each, so that a million heads neither fill the memory nor keep anybody from writing. */
const headsAtOnce = 5_000;
const everyMs = 60 * 60_000;
/** So many moved heads do not wait for the hour. */
const manyHeads = 1_000;

/** One checkpoint over at most `limit` heads that moved; null when none did, or another process is at it. */
async function writeCheckpoint(now: Date, limit: number): Promise<{ heads: number } | null> {
  const { db } = await database();
  const written = await db.transaction(async (tx) => {
    if (!(await takeCheckpointTurn(tx))) return null;
    const heads = await lockOpenHeads(tx, limit);
    if (heads.length === 0) return null;
    const before = await findLastCheckpoint(tx);
    const digest = headsDigest();
    for (const head of heads) digest.add(head);
    const facts = { number: (before?.number ?? 0) + 1, at: now, heads: heads.length, digest: digest.end() };
    const row = { ...facts, signature: signCheckpoint(facts, before?.signature ?? "") };
    await insertCheckpoint(tx, row, heads);
    return row;
  });
  if (!written) return null;
  const { number, heads, signature } = written;
  // Kept away from the database, the signature shows later whether the last checkpoints were taken away.
  log.info("audit.checkpoint", { number, heads, signature });
  return { heads };
}

/** Signs every head that moved since the last checkpoint, in as many checkpoints as it takes. Returns how many heads. */
export async function writeCheckpoints(now = new Date(), limit = headsAtOnce): Promise<number> {
  let heads = 0;
  for (;;) {
    const written = await writeCheckpoint(now, limit);
    heads += written?.heads ?? 0;
    if (!written || written.heads < limit) return heads;
  }
}

/** The sweep: once an hour, and sooner when much has happened. */
export async function writeDueCheckpoints(now = new Date()): Promise<void> {
  const { db } = await database();
  const open = await countOpenHeads(db, manyHeads);
  if (open === 0) return;
  const last = await findLastCheckpoint(db);
  const isTime = !last || now.getTime() - last.at.getTime() >= everyMs;
  if (isTime || open >= manyHeads) await writeCheckpoints(now);
}
