/** What route handlers share: refusing cross-site requests, and one mapping of errors to answers. */

import { currentRequestId } from "./current-request";
import { env } from "./env";
import { AppError, type ErrorCode } from "./errors";
import { errorKind, log } from "./log";
import { workAfterwards } from "./work-after";

const statusOf: Record<ErrorCode, number> = {
  signed_out: 401,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  refused: 422,
  unavailable: 503,
};

/** JSON that no cache keeps: everything we answer here is somebody's own. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}

/** Runs a route handler; an AppError becomes `{ error: <message key> }` with its status, anything else one fixed answer. */
export async function respond(run: () => Promise<Response>): Promise<Response> {
  workAfterwards();
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError) return json({ error: error.key, issues: error.issues }, statusOf[error.code]);
    log.error("route.failed", { requestId: await currentRequestId(), error: errorKind(error) });
    return json({ error: "unexpected" }, 500);
  }
}

/** Refuses a state-changing request that another site's page sent with our cookies. */
export function refuseCrossSite(request: Request): void {
  const origin = request.headers.get("origin");
  if (origin && origin !== new URL(env().APP_URL).origin) throw new AppError("not_allowed", "crossSite");
}

const maxFormBytes = 4096;

/** The text fields of a small form posted by one of our own pages; another site's page and a big body are refused. */
export async function readOwnForm(request: Request): Promise<Record<string, string>> {
  refuseCrossSite(request);
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= maxFormBytes)) throw new AppError("too_large", "unexpected");
  const form = await request.formData();
  return Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === "string"));
}

/** Sends a browser that posted a form on to a page of ours. */
export function seeOther(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { Location: new URL(path, env().APP_URL).href, "Cache-Control": "no-store" },
  });
}
