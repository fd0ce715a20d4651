/** GET with `Authorization: Bearer ${CRON_SECRET}`: does the work that is due where no process stays to do it. */
import { carriesBearer } from "@/lib/bearer";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { json, respond } from "@/lib/http";
import { doDueWork } from "@/lib/work";

export const dynamic = "force-dynamic";
/** In seconds: the budget below, a minute for what has begun, and room. */
export const maxDuration = 300;

/** Under the minute after which the next call comes. */
const budgetMs = 50_000;

/**
 * Answers counts: `{ sweeps, sweepsFailed, done, failed, back, isTimeUp }` (lib/work). 404 unless WORKERS=requests, 401 for a
 * wrong secret. Calls may overlap.
 */
export function GET(request: Request): Promise<Response> {
  return respond(async () => {
    const { WORKERS, CRON_SECRET } = env();
    if (WORKERS !== "requests" || !CRON_SECRET) throw notFound();
    if (!carriesBearer(request.headers, CRON_SECRET)) throw new AppError("signed_out", "signedOut");
    return json(await doDueWork(Date.now() + budgetMs));
  });
}
