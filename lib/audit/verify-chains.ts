import type { Tx } from "@/db/client";
import {
  type AuditHead,
  type AuditRow,
  type SignedHead,
  walkHeads,
  walkRows,
  walkSignedByChain,
} from "@/db/queries/audit-walk";
import { auditHash } from "./emit";
import { type Stream, streamOf } from "./in-step";
import type { ChainFault } from "./verify";

type Chain = Pick<AuditRow, "chain" | "chainId">;
type Streams = { rows: Stream<AuditRow>; signed: Stream<SignedHead>; heads: Stream<AuditHead> };
type Fault = Omit<ChainFault, "chain" | "chainId">;

const keyOf = ({ chain, chainId }: Chain) => `${chain} ${chainId}`;

/** The chain that comes next in any of the streams; undefined at the end of all. */
async function nextChain({ rows, signed, heads }: Streams): Promise<Chain | undefined> {
  const all = [await rows.peek(), await signed.peek(), await heads.peek()];
  return all.filter((one) => one !== undefined).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))[0];
}

/** Looks at the next thing of a stream if it belongs to the chain. */
async function peekOf<T extends Chain>(stream: Stream<T>, key: string): Promise<T | undefined> {
  const next = await stream.peek();
  return next && keyOf(next) === key ? next : undefined;
}

/** What has been read of a chain. `signed`: up to which position a checkpoint agrees. */
type Walked = { position: number; hash: string; signed: number; fault: Fault | null; checkpoint: number | null };

const isOwn = ({ chain, chainId, applicationId }: AuditRow) =>
  applicationId === (chain === "merchant" ? chainId : null);

/** What is wrong with a row after those that were read, or null. */
function faultOf(row: AuditRow, { position, hash }: Walked): Fault | null {
  if (row.position !== position + 1) {
    return { kind: "missing", from: position + 1, to: row.position - 1, checkpoint: null };
  }
  if (!isOwn(row) || auditHash(row.previousHash, row) !== row.hash) {
    return { kind: "altered", from: row.position, to: row.position, checkpoint: null };
  }
  if (row.previousHash === hash) return null;
  const replaced = Math.max(position, 1);
  return { kind: "replaced", from: replaced, to: replaced, checkpoint: null };
}

/** Holds the row that was read last against the checkpoints that have it. */
async function compareSigned(signed: Stream<SignedHead>, key: string, walked: Walked): Promise<void> {
  for (
    let mark = await peekOf(signed, key);
    mark && mark.position <= walked.position;
    mark = await peekOf(signed, key)
  ) {
    const isSame = mark.position === walked.position && mark.hash === walked.hash;
    if (!isSame) {
      walked.fault ??= { kind: "rewritten", from: walked.signed + 1, to: mark.position, checkpoint: mark.number };
    }
    walked.signed = mark.position;
    walked.checkpoint = mark.number;
    await signed.take();
  }
}

/** What checkpoints or the head know of a chain and its rows do not show. */
async function findMissing(streams: Streams, key: string, walked: Walked): Promise<void> {
  const missing = (to: number, checkpoint: number | null) => {
    walked.fault ??= { kind: "missing", from: walked.position + 1, to, checkpoint };
  };
  let lost: SignedHead | undefined;
  for (let mark = await peekOf(streams.signed, key); mark; mark = await peekOf(streams.signed, key)) {
    lost = mark;
    await streams.signed.take();
  }
  if (lost) missing(lost.position, lost.number);
  const head = await peekOf(streams.heads, key);
  const { position, hash } = walked;
  const atEnd: Fault = { kind: "head", from: position, to: position, checkpoint: null };
  if (!head) {
    walked.fault ??= atEnd;
    return;
  }
  await streams.heads.take();
  if (head.position > position) missing(head.position, head.checkpoint);
  // A head that claims a checkpoint which does not have it would never come into one.
  const isClaimed = head.checkpoint === null || (head.checkpoint === walked.checkpoint && walked.signed === position);
  if (head.position !== position || head.hash !== hash || !isClaimed) walked.fault ??= atEnd;
}

async function verifyChain(streams: Streams, chain: Chain) {
  const key = keyOf(chain);
  const walked: Walked = { position: 0, hash: "", signed: 0, fault: null, checkpoint: null };
  let rows = 0;
  for (let row = await peekOf(streams.rows, key); row; row = await peekOf(streams.rows, key)) {
    walked.fault ??= faultOf(row, walked);
    walked.position = row.position;
    walked.hash = row.hash;
    rows += 1;
    await streams.rows.take();
    await compareSigned(streams.signed, key, walked);
  }
  await findMissing(streams, key, walked);
  return { rows, unsignedRows: walked.position - walked.signed, fault: walked.fault };
}

/** Every chain holds together, is what the checkpoints signed, and has lost nothing; the first fault of each is told. */
export async function verifyChains(tx: Tx, found: (fault: ChainFault) => void) {
  const streams: Streams = {
    rows: streamOf(walkRows(tx)),
    signed: streamOf(walkSignedByChain(tx)),
    heads: streamOf(walkHeads(tx)),
  };
  const sum = { rows: 0, chains: 0, unsignedRows: 0 };
  for (let chain = await nextChain(streams); chain; chain = await nextChain(streams)) {
    const { chain: name, chainId } = chain;
    const { rows, unsignedRows, fault } = await verifyChain(streams, chain);
    if (fault) found({ chain: name, chainId, ...fault });
    sum.rows += rows;
    sum.unsignedRows += unsignedRows;
    sum.chains += 1;
  }
  return sum;
}
