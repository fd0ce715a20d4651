/** POST: a file of invitations, or the same as pasted text. */
import { storeBatch } from "@/lib/desk/import-batch";
import type { StaffActor } from "@/lib/domain/actor";
import { maxImportBytes } from "@/lib/domain/invitation-rows";
import { AppError, refused } from "@/lib/errors";
import { json, refuseCrossSite, respond, seeOther } from "@/lib/http";
import { paths } from "@/lib/paths";
import { readBody } from "@/lib/read-body";
import { staffAtDoor } from "@/lib/session";

/** The frame of a form around the file. */
const frameBytes = 16 * 1024;

async function readFileOf(request: Request): Promise<Uint8Array> {
  // Pasted text grows on its way: a line end is two bytes in a form.
  const body = await readBody(request, 2 * maxImportBytes + frameBytes);
  if (!body) throw refused("checkFields", [{ path: "file", key: "importTooBig" }]);
  const headers = { "Content-Type": request.headers.get("content-type") ?? "" };
  const form = await new Response(Buffer.from(body), { headers }).formData().catch(() => new FormData());
  const file = form.get("file");
  if (file instanceof File && file.size > 0) return new Uint8Array(await file.arrayBuffer());
  const text = form.get("text");
  if (typeof text === "string" && text.trim() !== "") return new TextEncoder().encode(text);
  throw refused("checkFields", [{ path: "file", key: "importEmpty" }]);
}

async function store(request: Request, actor: StaffActor) {
  return await storeBatch({ actor, input: { bytes: await readFileOf(request) } });
}

/** A form without JavaScript comes back to its page with the fault: keys and line numbers, nothing of the file. */
function backWith(error: unknown): Response {
  if (!(error instanceof AppError)) throw error;
  const [issue] = error.issues;
  const query = new URLSearchParams({ fault: issue?.key ?? error.key });
  if (issue?.params?.line !== undefined) query.set("line", String(issue.params.line));
  return seeOther(`${paths.deskImport}?${query}`);
}

export async function POST(request: Request): Promise<Response> {
  return await respond(async () => {
    refuseCrossSite(request);
    const actor = await staffAtDoor("invitation.many");
    if (request.headers.get("accept")?.includes("application/json")) return json(await store(request, actor));
    try {
      return seeOther(paths.deskBatch((await store(request, actor)).batchId));
    } catch (error) {
      return backWith(error);
    }
  });
}
