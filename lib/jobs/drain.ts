/** Takes work without workers: until there is none or the time is up, with the same tries and the same end as theirs. */
import { errorKind, log } from "../log";
import { boss, type JobHandlers, type JobName, type Jobs, jobNames, queues, runJob } from "./queue";

/** `back`: still running when its time was over, and in the queue again. */
export type Drained = { done: number; failed: number; back: number; isTimeUp: boolean };

export type DrainLimits = {
  /** No work is begun after this moment, in milliseconds since 1970. */
  untilMs: number;
  /** How long work that has begun may go on after that. */
  graceMs: number;
};

type Outcome = "none" | "done" | "failed" | "back";

/** As the job library words it, so that the desk calls it interrupted (lib/jobs/dead-jobs). */
const interrupted = "pg-boss shut down while active";

/** Settles with the work, or says that the moment (milliseconds since 1970) came first. The work itself goes on then. */
export async function before<T>(work: Promise<T>, momentMs: number): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, Math.max(0, momentMs - Date.now()), "late");
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Takes one job, which no other process gets (`for update skip locked`), and runs it. */
async function takeOne<N extends JobName>(handlers: JobHandlers, name: N, lastMs: number): Promise<Outcome> {
  const queue = await boss();
  const [job] = await queue.fetch<Jobs[N]>(name, { batchSize: 1, includeMetadata: true });
  if (!job) return "none";
  const work = runJob(handlers, name, job).then(
    () => null,
    (failure: Error) => failure,
  );
  const failure = await before(work, lastMs);
  if (failure === null) await queue.complete(name, job.id);
  else await queue.fail(name, job.id, failure === "late" ? { value: { message: interrupted } } : failure);
  if (failure === null) return "done";
  return failure === "late" ? "back" : "failed";
}

/**
 * Runs what is due in every queue, again and again until a round finds nothing: work may want other work. As many at a time
 * as there would be workers. Any number of processes may do this at once, beside workers too.
 */
export async function drainJobs(handlers: JobHandlers, { untilMs, graceMs }: DrainLimits): Promise<Drained> {
  const drained: Drained = { done: 0, failed: 0, back: 0, isTimeUp: false };
  const count = () => drained.done + drained.failed + drained.back;
  const isTime = () => Date.now() < untilMs;
  async function takeAll(name: JobName): Promise<void> {
    while (isTime()) {
      const outcome = await takeOne(handlers, name, untilMs + graceMs);
      if (outcome === "none") return;
      drained[outcome] += 1;
    }
    drained.isTimeUp = true;
  }
  const takers = jobNames.flatMap((name) => Array.from({ length: queues[name].workers }, () => name));
  for (let before = -1; before < count() && !drained.isTimeUp; ) {
    before = count();
    await Promise.all(takers.map(takeAll));
  }
  return drained;
}

/** What the job library's own timer does elsewhere: work that a crash left goes back, old rows go. Never fails. */
export async function lookAfterQueue(): Promise<void> {
  try {
    await (await boss()).maintain();
  } catch (error) {
    log.warn("jobs.maintain", { error: errorKind(error) });
  }
}
