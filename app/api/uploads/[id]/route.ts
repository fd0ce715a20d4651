/** GET shows a stored file to its owner, and to staff who may see it; DELETE takes it back. */
import { Readable } from "node:stream";
import { z } from "zod";
import { type Db, database } from "@/db/client";
import { type FoundFile, findFileUnscoped, findOwnReadableFile } from "@/db/queries/files";
import { noteFileSeen } from "@/lib/desk/reveal-numbers";
import { extensionOf } from "@/lib/domain/file-formats";
import { AppError, notFound } from "@/lib/errors";
import { holdBytes } from "@/lib/files/hold-bytes";
import { thumbnail } from "@/lib/files/image";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { removeFile } from "@/lib/onboarding/remove-file";
import { readMerchant, readSession, staffAtDoor } from "@/lib/session";
import { readBytes, storage } from "@/lib/storage/storage";

type Context = { params: Promise<{ id: string }> };

async function fileIdOf(context: Context): Promise<string> {
  const id = z.uuid().safeParse((await context.params).id);
  if (!id.success) throw notFound();
  return id.data;
}

/** What a stranger uploaded is shown as a picture or a document and as nothing else (next.config has its policy), and no cache keeps it. */
const shownAlone: HeadersInit = {
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "private, no-store",
};

async function wholeFile({ id, mediaType, bytes, storageKey }: FoundFile): Promise<Response> {
  const content = Readable.toWeb(await storage().get(storageKey)) as ReadableStream<Uint8Array>;
  return new Response(content, {
    headers: {
      ...shownAlone,
      "Content-Type": mediaType,
      "Content-Length": String(bytes),
      "Content-Disposition": `inline; filename="${id.slice(0, 8)}.${extensionOf(mediaType)}"`,
    },
  });
}

async function smallPicture({ storageKey }: FoundFile, readerId: string): Promise<Response> {
  const content = await holdBytes(readerId, async () => await thumbnail(await readBytes(storage(), storageKey)));
  return new Response(new Uint8Array(content), { headers: { ...shownAlone, "Content-Type": "image/jpeg" } });
}

/** For staff who may see documents of persons; that they saw it is written down first. */
async function fileForStaff(db: Db, id: string): Promise<FoundFile | null> {
  const actor = await staffAtDoor("person.reveal");
  const file = await findFileUnscoped(db, id);
  // Nobody sees what is gone.
  if (!file || file.contentDeletedAt) return null;
  const { applicationId, slotId: slot } = file;
  await noteFileSeen({ actor, input: { applicationId, fileId: id, slot } });
  return file;
}

/** The file itself, or with `?size=small` a photo's thumbnail; not found for anybody but its owner and staff. */
export function GET(request: Request, context: Context): Promise<Response> {
  return respond(async () => {
    const session = await readSession();
    if (!session) throw new AppError("signed_out", "signedOut");
    const [{ db }, id] = [await database(), await fileIdOf(context)];
    const file =
      session.role === "staff" ? await fileForStaff(db, id) : await findOwnReadableFile(db, session.userId, id);
    if (!file || file.contentDeletedAt) throw notFound();
    const isSmall = new URL(request.url).searchParams.get("size") === "small";
    return isSmall && file.mediaType.startsWith("image/")
      ? await smallPicture(file, session.userId)
      : await wholeFile(file);
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
