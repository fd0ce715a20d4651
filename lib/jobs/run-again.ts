/** Staff run work again that failed for the last time. */
import { database, type Tx } from "@/db/client";
import { findDeadJob, listDeadJobIds, takeDeadJob } from "@/db/queries/work";
import { emitAudit, emitStaffAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { AppError, conflict } from "../errors";
import { changeApplication } from "../live/change-application";
import { enqueue, type JobName, type Jobs } from "./queue";

/** More than this at once would hold the person's request open for too long; the rest stays in the list. */
const mostAtOnce = 500;

async function takeAndEnqueue(tx: Tx, jobId: string): Promise<void> {
  const taken = await takeDeadJob(tx, jobId);
  if (!taken) throw conflict("workGone");
  const name = taken.name as JobName;
  await enqueue(tx, name, taken.data as Jobs[typeof name]);
}

async function runOne(actor: StaffActor, jobId: string): Promise<boolean> {
  const { db } = await database();
  const dead = await findDeadJob(db, jobId);
  if (!dead) return false;
  const { applicationId, name } = dead;
  if (!applicationId) {
    await db.transaction(async (tx) => {
      await takeAndEnqueue(tx, jobId);
      await emitStaffAudit(tx, { actor, action: "work.run_again", detail: { work: name } });
    });
    return true;
  }
  await changeApplication(applicationId, async (tx) => {
    await takeAndEnqueue(tx, jobId);
    await emitAudit(tx, { applicationId, actor, action: "work.run_again", detail: { work: name } });
  });
  return true;
}

/**
 * Puts it back in the queue with all its tries, and out of the list of dead ones, in one transaction: pressed twice, it
 * runs once.
 * @throws AppError conflict "workGone" when it was run again or cleared away meanwhile
 */
export async function runAgain({ actor, input }: { actor: StaffActor; input: { jobId: string } }): Promise<void> {
  if (!(await runOne(actor, input.jobId))) throw conflict("workGone");
}

/**
 * The same for all work of one kind, as after a mail server was down; what somebody else takes meanwhile is left out.
 * Returns how many were put back, at most 500.
 */
export async function runAllAgain({
  actor,
  input,
}: {
  actor: StaffActor;
  input: { name: JobName };
}): Promise<{ count: number }> {
  const { db } = await database();
  let count = 0;
  for (const jobId of await listDeadJobIds(db, input.name, mostAtOnce)) {
    const isBack = await runOne(actor, jobId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "conflict") return false;
      throw error;
    });
    if (isBack) count += 1;
  }
  return { count };
}
