/** Upload file: category, code, kind and size are enforced, the kind by content (contract section 7). */
import { createHmac, timingSafeEqual } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import type { Context } from "hono";
import { nowIso, type Sandbox } from "@/sandbox/context";
import { documents, otherFiles, type RequirementData } from "@/sandbox/requirements-data";
import { newId, own } from "@/sandbox/store/store";
import { type Env, pause } from "./calls";
import { faultOf, isRefusal, type Refusal } from "./errors";
import { holdsToken } from "./token";

const linkLivesMs = 60 * 60_000;

function signatureOf(sandbox: Sandbox, id: string, expires: string): string {
  return createHmac("sha256", sandbox.options.secretKey).update(`${id} ${expires}`).digest("hex");
}

/** A signed link to an upload, good for 60 minutes. */
export function fileLink(sandbox: Sandbox, id: string): string {
  const expires = String(Date.now() + linkLivesMs);
  return `${sandbox.baseUrl}/files/${id}?expires=${expires}&signature=${signatureOf(sandbox, id, expires)}`;
}

/** Serves an upload to whoever holds a link that is still good. */
export async function serveFile(sandbox: Sandbox, c: Context<Env>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const expires = c.req.query("expires") ?? "";
  const expected = Buffer.from(signatureOf(sandbox, id, expires));
  const given = Buffer.from(c.req.query("signature") ?? "");
  const good = given.length === expected.length && timingSafeEqual(given, expected) && Number(expires) > Date.now();
  if (!good) return c.json({ message: "The link is not valid any more" }, 403);
  const bytes = await sandbox.store.getFile(id);
  const mime = own(sandbox.store.state.files, id)?.mime;
  if (!bytes || !mime) return c.json({ message: "File not found" }, 404);
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": mime,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "sandbox",
    },
  });
}

function requirementOf(category: string, code: string): RequirementData | Refusal {
  if (category === "DOCUMENT") {
    return own(documents, code) ?? faultOf("file", code === "" ? "code is required for DOCUMENT" : "code is unknown");
  }
  if (code !== "") return faultOf("file", "code is only for category DOCUMENT");
  return own(otherFiles, category) ?? faultOf("file", "category is unknown");
}

/** The faults of a file's content, or its type. JPEG files count as JPG and JPEG alike. */
async function examine(bytes: Uint8Array, requirement: RequirementData): Promise<{ mime: string } | Refusal> {
  if (bytes.length === 0) return faultOf("file", "file is empty");
  if (bytes.length > requirement.max_size * 1024 * 1024) {
    return faultOf("file", `file is larger than ${requirement.max_size} MB`);
  }
  const found = await fileTypeFromBuffer(bytes);
  if (!found || !requirement.extensions.includes(found.ext.toUpperCase())) {
    return faultOf("file", `file must be one of ${requirement.extensions.join(", ")}`);
  }
  return { mime: found.mime };
}

async function slowDown(sandbox: Sandbox, c: Context<Env>) {
  const left = sandbox.store.state.shown.slow_uploads ?? 0;
  if (left <= 0) return;
  sandbox.store.state.shown.slow_uploads = left - 1;
  await pause(c, sandbox.options.slowUploadMs);
}

async function store(
  sandbox: Sandbox,
  c: Context<Env>,
): Promise<{ id: string; link: string; category: string } | Refusal> {
  if (!(await holdsToken(sandbox, c.req.header("authorization")))) return faultOf("token", "Invalid or expired token");
  const form = await c.req.parseBody().catch(() => null);
  if (!form) return faultOf("file", "the body is not multipart/form-data");
  await slowDown(sandbox, c);
  const { category, code, file } = form;
  if (typeof category !== "string") return faultOf("file", "category is required");
  const requirement = requirementOf(category, typeof code === "string" ? code : "");
  if (isRefusal(requirement)) return requirement;
  if (!(file instanceof File)) return faultOf("file", "file is required; this sandbox fetches no file_url");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const found = await examine(bytes, requirement);
  if (isRefusal(found)) return found;
  const id = newId(sandbox.store.state, category === "DOCUMENT" ? "DCM" : "CNT");
  await sandbox.store.putFile(id, bytes);
  const codeKept = category === "DOCUMENT" ? requirement.code : null;
  sandbox.store.state.files[id] = { id, category, code: codeKept, ...found, bytes: bytes.length, createdAt: nowIso() };
  sandbox.store.changed();
  await sandbox.store.saved();
  return { id, link: fileLink(sandbox, id), category };
}

/** Upload file. The answer carries no signature, as the call carries none. */
export async function uploadFile(sandbox: Sandbox, c: Context<Env>): Promise<Response> {
  const stored = await store(sandbox, c);
  return isRefusal(stored) ? c.json(stored.body as object, stored.status) : c.json(stored);
}
