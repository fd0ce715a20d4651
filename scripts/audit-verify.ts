/**
 * `npm run audit:verify`: reads the whole audit trail and says whether anything was changed or taken away since it was
 * written. Ends with 0 when it is whole, 1 when it is not, 2 when it could not be read.
 */
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { database } from "../db/client";
import { requireKeys } from "../db/data-keys";
import { checkpointKey } from "../lib/audit/checkpoint-signature";
import { type AuditFault, type AuditReport, type KnownCheckpoint, verifyAudit } from "../lib/audit/verify";
import { givenOrDemoSettings } from "./settings";

const usage = `Usage: npm run audit:verify -- [options]
  --checkpoint <number>:<signature>  a checkpoint that you wrote down, from /desk/audit or the log; it must still be there
  --public-key <file>                verify with this key (PEM) instead of the one that the database keeps, wrapped
  --print-key                        print the public key, for somebody who verifies a copy, and end`;

const number = (value: number) => value.toLocaleString("en");
const rowsOf = (from: number, to: number) =>
  from === to ? `row ${number(from)}` : `rows ${number(from)} to ${number(to)}`;

/** What is wrong, in one sentence. */
export function faultText(fault: AuditFault): string {
  switch (fault.kind) {
    case "unsigned":
      return `Checkpoint ${fault.checkpoint} is not as it was signed: it was changed, or signed with another key.`;
    case "heads":
      return `Checkpoint ${fault.checkpoint} no longer lists what was signed.`;
    case "gone":
      return `Checkpoint ${fault.checkpoint} was taken away.`;
  }
  const { chain, chainId, from, to, checkpoint } = fault;
  const where = `The chain of ${chain === "merchant" ? "merchant" : "staff member"} ${chainId}`;
  const proof = checkpoint === null ? "" : ` Checkpoint ${checkpoint} proves it.`;
  switch (fault.kind) {
    case "altered":
      return `${where}: ${rowsOf(from, to)} was altered. It no longer says what its hash was made of.`;
    case "replaced":
      return `${where}: ${rowsOf(from, to)} was replaced. The row after it was chained to another one.`;
    case "missing":
      return `${where}: ${rowsOf(from, to)} ${from === to ? "is" : "are"} missing.${proof}`;
    case "rewritten":
      return `${where}: ${rowsOf(from, to)} ${from === to ? "was" : "were"} written anew, one of them or all.${proof}`;
    case "head":
      return `${where}: what the database keeps as its last row (of ${number(from)}) is another one.`;
  }
}

/** All that there is to say, a line each. */
export function reportLines(report: AuditReport): string[] {
  const { rows, chains, checkpoints, last, unsignedRows, faults, faultCount } = report;
  const read = `Read ${number(rows)} rows in ${number(chains)} chains, and ${number(checkpoints)} checkpoints.`;
  const newer = last
    ? `The last checkpoint is number ${last.number} of ${last.at.toISOString()}, signature ${last.signature}. ${number(unsignedRows)} rows are newer.`
    : "There is no checkpoint yet: rows that were taken away from the end would not show.";
  if (faultCount === 0) return [read, newer, "The audit trail is whole: nothing was altered, removed or swapped."];
  const more = faultCount - faults.length;
  return [
    read,
    newer,
    `The audit trail is NOT whole. ${faultCount === 1 ? "One fault" : `${number(faultCount)} faults`}, the first of each chain and checkpoint:`,
    ...faults.map((fault) => `  - ${faultText(fault)}`),
    ...(more > 0 ? [`  and ${number(more)} more.`] : []),
  ];
}

/** @throws Error with a sentence when it does not look like `12:signature` */
export function readCheckpointOption(text: string): KnownCheckpoint {
  const [, position, signature] = /^(\d{1,15}):([\w-]{86})$/.exec(text.trim()) ?? [];
  if (!position || !signature) throw new Error("--checkpoint takes a number and a signature, such as 12:kQ3…");
  return { number: Number(position), signature };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      checkpoint: { type: "string" },
      "public-key": { type: "string" },
      "print-key": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  Object.assign(process.env, givenOrDemoSettings(), { LOG_LEVEL: "silent" });
  const known = values.checkpoint === undefined ? undefined : readCheckpointOption(values.checkpoint);
  const file = values["public-key"];
  const opened = await database();
  try {
    if (!(await requireKeys(opened))) throw new Error("the database is empty; the portal fills it at its first start.");
    const key = file ? createPublicKey(readFileSync(file)) : checkpointKey();
    if (values["print-key"]) {
      console.log(key.export({ format: "pem", type: "spki" }).toString().trim());
      return 0;
    }
    const report = await verifyAudit({ key, known });
    for (const line of reportLines(report)) console.log(line);
    return report.faultCount === 0 ? 0 : 1;
  } finally {
    await opened.close();
  }
}

if (process.argv[1]?.endsWith("audit-verify.ts")) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`The audit trail could not be read: ${error instanceof Error ? error.message : String(error)}`);
    console.error(usage);
    process.exitCode = 2;
  }
}
