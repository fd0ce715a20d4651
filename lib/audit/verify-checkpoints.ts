import type { KeyObject } from "node:crypto";
import type { Tx } from "@/db/client";
import { type SignedHead, walkCheckpoints, walkSignedByNumber } from "@/db/queries/audit-walk";
import { headsDigest, isSigned } from "./checkpoint-signature";
import { type Stream, streamOf } from "./in-step";
import type { CheckpointFault, KnownCheckpoint } from "./verify";

export type LastCheckpoint = { number: number; at: Date; signature: string };

/** Takes the heads of one checkpoint off the stream. */
async function takeHeads(heads: Stream<SignedHead>, number: number): Promise<{ count: number; digest: string }> {
  const digest = headsDigest();
  let count = 0;
  for (let head = await heads.peek(); head?.number === number; head = await heads.peek()) {
    digest.add(head);
    count += 1;
    await heads.take();
  }
  return { count, digest: digest.end() };
}

/** Every checkpoint is there, signed over the one before, and has the heads that were signed. */
export async function verifyCheckpoints(
  tx: Tx,
  {
    key,
    known,
    found,
  }: { key: KeyObject; known?: KnownCheckpoint | undefined; found: (fault: CheckpointFault) => void },
): Promise<{ checkpoints: number; last: LastCheckpoint | null }> {
  const heads = streamOf(walkSignedByNumber(tx));
  let checkpoints = 0;
  let last: LastCheckpoint | null = null;
  for await (const { number, at, heads: headCount, digest, signature } of walkCheckpoints(tx)) {
    const before: LastCheckpoint | null = last;
    const due: number = (before?.number ?? 0) + 1;
    const listed = await takeHeads(heads, number);
    if (number !== due) found({ kind: "gone", checkpoint: due });
    else if (!isSigned({ number, at, heads: headCount, digest }, before?.signature ?? "", signature, key)) {
      found({ kind: "unsigned", checkpoint: number });
    } else if (listed.digest !== digest || listed.count !== headCount) found({ kind: "heads", checkpoint: number });
    if (known?.number === number && known.signature !== signature) found({ kind: "unsigned", checkpoint: number });
    checkpoints += 1;
    last = { number, at, signature };
  }
  if (known && known.number > (last?.number ?? 0)) found({ kind: "gone", checkpoint: known.number });
  return { checkpoints, last };
}
