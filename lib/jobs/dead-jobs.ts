/** Work that failed for the last time, as staff see it. */
import { type Db, database } from "@/db/client";
import type { Cursor } from "@/db/queries/keyset";
import * as work from "@/db/queries/work";
import { type StuckReason, stuckReasonOf } from "../domain/stuck-work";

export type DeadJob = {
  id: string;
  name: string;
  /** Null for work that belongs to no merchant, such as a member of staff's sign-in mail. */
  merchant: { applicationId: string; businessName: string } | null;
  createdAt: Date;
  failedAt: Date;
  tries: number;
  reason: StuckReason;
  /** For the search in the server's log; null when we have no more than the reason. */
  errorKind: string | null;
};

const kindPattern = /^\w{1,60}(?: \w{1,40})?$/;

function messageOf(output: unknown): string {
  const read = (value: unknown, key: string): unknown =>
    typeof value === "object" && value !== null && key in value ? (value as Record<string, unknown>)[key] : undefined;
  const value = read(output, "value");
  const message = read(output, "message") ?? read(value, "message") ?? value;
  return typeof message === "string" ? message : "";
}

/** Only what has the form of an error's kind is shown: anything longer may quote somebody. */
export function readFailure(output: unknown): { reason: StuckReason; errorKind: string | null } {
  const message = messageOf(output);
  if (/^handler execution exceeded|failed by timeout/.test(message)) return { reason: "too_long", errorKind: null };
  if (/shut down while active/.test(message)) return { reason: "interrupted", errorKind: null };
  if (!kindPattern.test(message)) return { reason: "internal", errorKind: null };
  return { reason: stuckReasonOf(message), errorKind: message };
}

/** One page, the last failed first; `next` is null on the last page. */
export async function listDeadJobs(db: Db, cursor: Cursor | null): Promise<{ jobs: DeadJob[]; next: Cursor | null }> {
  const { jobs, next } = await work.listDeadJobs(db, cursor);
  return {
    jobs: jobs.map(({ output, applicationId, businessName, ...job }) => ({
      ...job,
      ...readFailure(output),
      merchant: applicationId && businessName ? { applicationId, businessName } : null,
    })),
    next,
  };
}

/** How many there are in all. */
export async function countDeadJobs(): Promise<number> {
  const { db } = await database();
  return [...(await work.countDeadJobs(db)).values()].reduce((sum, count) => sum + count, 0);
}
