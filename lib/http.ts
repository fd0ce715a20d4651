/** What route handlers share: refusing cross-site requests, and one mapping of errors to answers. */

import { currentRequestId } from "./current-request";
import { env } from "./env";
import { AppError, type ErrorCode } from "./errors";
import { errorKind, log } from "./log";
import { noteRefusal } from "./note-refusal";
import { readAsking } from "./session";
import { workAfterwards } from "./work-after";

const statusOf: Record<ErrorCode, number> = {
  signed_out: 401,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  refused: 422,
  too_often: 429,
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
    if (error instanceof AppError) {
      const { code, key, issues } = error;
      await noteRefusal("route", { code, key, faults: issues.length, userId: await readAsking() });
      return json({ error: key, issues }, statusOf[code]);
    }
    log.error("route.failed", { requestId: await currentRequestId(), error: errorKind(error) });
    return json({ error: "unexpected" }, 500);
  }
}

/** Refuses a state-changing request that another site's page sent with our cookies. */
export function refuseCrossSite(request: Request): void {
  const origin = request.headers.get("origin");
  if (origin && origin !== new URL(env().APP_URL).origin) throw new AppError("not_allowed", "crossSite");
}

/**
 * The same for what a link of a mail is spent with: it must say that one of our pages sent it, as every browser does of a
 * form. A mail scanner that posts what it found in a link, without the page, spends nothing.
 */
export function requireOwnPage(request: Request): void {
  if (!request.headers.get("origin")) throw new AppError("not_allowed", "crossSite");
  refuseCrossSite(request);
}

/** Whether another site's page led the browser here; what is typed, and other programs, say nothing of it. */
export function isAskedFromElsewhere(request: Request): boolean {
  return ["cross-site", "same-site"].includes(request.headers.get("sec-fetch-site") ?? "");
}

const maxFormBytes = 4096;

/**
 * The text fields of a small form posted by one of our own pages.
 * @throws AppError not_allowed for another site's page · too_large · refused for what is no form
 */
export async function readOwnForm(request: Request): Promise<Record<string, string>> {
  refuseCrossSite(request);
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= maxFormBytes)) throw new AppError("too_large", "unexpected");
  const form = await request.formData().catch((cause: unknown) => {
    throw new AppError("refused", "unclear", [], { cause });
  });
  return Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === "string"));
}

/** Sends a browser that posted a form on to a page of ours. */
export function seeOther(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { Location: new URL(path, env().APP_URL).href, "Cache-Control": "no-store" },
  });
}
