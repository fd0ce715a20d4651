import { z } from "zod";
import { database } from "@/db/client";
import { cursorText, readCursor } from "@/db/queries/keyset";
import { countDeadJobs } from "@/db/queries/work";
import { listDeadJobs } from "@/lib/jobs/dead-jobs";
import { paths } from "@/lib/paths";

const addressSchema = z.object({
  after: z.string().optional().catch(undefined),
  /** How much somebody has just run again. */
  again: z.coerce.number().int().min(0).max(1000).optional().catch(undefined),
});

export function workHref({ after, again }: { after?: string; again?: number }): string {
  const query = new URLSearchParams({
    ...(after ? { after } : {}),
    ...(again === undefined ? {} : { again: `${again}` }),
  });
  return query.size > 0 ? `${paths.deskWork}?${query}` : paths.deskWork;
}

/** One page of work that failed for the last time. `kinds`: of what there is more than one, with how many. */
export async function loadWork(searchParams: Record<string, unknown>) {
  const { after, again } = addressSchema.parse(searchParams);
  const cursor = readCursor(after);
  const { db } = await database();
  const { jobs, next } = await listDeadJobs(db, cursor);
  const counts = [...(await countDeadJobs(db))];
  return {
    jobs,
    again,
    kinds: counts.filter(([, count]) => count > 1).sort(([one], [other]) => (one < other ? -1 : 1)),
    now: new Date(),
    isFirstPage: !cursor,
    nextHref: next && workHref({ after: cursorText(next) }),
  };
}
