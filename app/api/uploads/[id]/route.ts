/** GET shows a stored file to its owner and to staff; DELETE takes it back. */
import { Readable } from "node:stream";
import { z } from "zod";
import { database } from "@/db/client";
import { findFileUnscoped, findOwnFile } from "@/db/queries/files";
import { AppError, notFound } from "@/lib/errors";
import { extensionOf } from "@/lib/domain/file-formats";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { removeFile } from "@/lib/onboarding/remove-file";
import { readMerchant, readSession } from "@/lib/session";
import { storage } from "@/lib/storage/storage";

type Context = { params: Promise<{ id: string }> };

async function fileIdOf(context: Context): Promise<string> {
  const id = z.uuid().safeParse((await context.params).id);
  if (!id.success) throw notFound();
  return id.data;
}

/** What a stranger uploaded is shown as a picture or a document and as nothing else, and no cache keeps it. */
function headersFor(file: { id: string; mediaType: string; bytes: number }): HeadersInit {
  return {
    "Content-Type": file.mediaType,
    "Content-Length": String(file.bytes),
    "Content-Disposition": `inline; filename="${file.id.slice(0, 8)}.${extensionOf(file.mediaType)}"`,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
  };
}

export function GET(_request: Request, context: Context): Promise<Response> {
  return respond(async () => {
    const session = await readSession();
    if (!session) throw new AppError("signed_out", "signedOut");
    const [{ db }, id] = [await database(), await fileIdOf(context)];
    const file = session.role === "staff" ? await findFileUnscoped(db, id) : await findOwnFile(db, session.userId, id);
    if (!file) throw notFound();
    const content = Readable.toWeb(await storage().get(file.storageKey)) as ReadableStream<Uint8Array>;
    return new Response(content, { headers: headersFor(file) });
  });
}

export function DELETE(request: Request, context: Context): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const merchant = await readMerchant();
    if (!merchant) throw new AppError("signed_out", "signedOut");
    const actor = { kind: "merchant", userId: merchant.userId, applicationId: merchant.application.id } as const;
    await removeFile({ actor, input: { fileId: await fileIdOf(context) } });
    return json({});
  });
}
