/** A file comes in for one slot: kept encrypted, checked by its content, put in place of the former one. */
import { randomUUID } from "node:crypto";
import { type Db, database, type Tx } from "@/db/client";
import { findApplicationUnscoped, lockApplicationUnscoped } from "@/db/queries/applications";
import {
  findFileUnscoped,
  insertFile,
  listFiles,
  markFileRemoved,
  type NewFile,
  type StoredFile,
} from "@/db/queries/files";
import { emitAudit } from "../audit/emit";
import { blindIndex } from "../crypto/tokens";
import { type CaseActor, staffIdOf } from "../domain/actor";
import { isEditable } from "../domain/applications";
import { maxFilesPerSlot } from "../domain/requirements";
import { conflict, notFound } from "../errors";
import { discardContent } from "../files/discard-content";
import { fileFault } from "../files/file-fault";
import { receiveFile, tooBig } from "../files/receive-file";
import { countUse } from "../limits";
import { storage } from "../storage/storage";
import { editOpen, requireOpened, requireOwn } from "./edit-application";
import { findCaseFile } from "./find-case-file";
import { findSlotIn, type PlacedSlot } from "./find-slot";
import { typing } from "./note-staff-edit";
import type { Opened } from "./opened-sections";

/** `bytes` of the file as it is kept, which may differ from what was sent; pixels, null for a PDF. */
export type AttachedFile = Pick<StoredFile, "id" | "mediaType" | "bytes" | "width" | "height">;

export type IncomingFile = {
  slotId: string;
  /** The bytes as they arrive, not yet counted. */
  content: AsyncIterable<Uint8Array>;
  /** What the sender says the size is, in bytes; only used to refuse early. */
  announcedBytes: number | null;
  /** The same for every try of one upload, so that an answer lost on the way does not make two files. */
  idempotencyKey: string | null;
};

type UploadKey = Pick<IncomingFile, "slotId" | "idempotencyKey">;

/** The slot, before a byte is received. Asked again under the lock: the form may change while a phone is sending. */
export async function findOpenSlot(db: Db, actor: CaseActor, slotId: string): Promise<PlacedSlot> {
  const application = await findApplicationUnscoped(db, actor.applicationId);
  if (!application) throw notFound();
  requireOwn(actor, application);
  if (actor.kind === "staff" && isEditable(application.state)) throw conflict("notEditable");
  const opened = isEditable(application.state) ? null : await requireOpened(db, application);
  return await findSlotIn(db, actor.applicationId, slotId, opened);
}

/** The id follows from the key, so that the table's primary key keeps one upload from becoming two files. */
function fileIdFor({ applicationId }: CaseActor, { slotId, idempotencyKey }: UploadKey): string {
  if (!idempotencyKey) return randomUUID();
  const hash = blindIndex(`${applicationId}\n${slotId}\n${idempotencyKey}`, "file-id");
  const hex = Buffer.from(hash, "base64url").toString("hex").slice(0, 32);
  // Version 8, the kind of id whose bits are our own.
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-8$3-a$4-$5");
}

const attached = ({ id, mediaType, bytes, width, height }: AttachedFile): AttachedFile => {
  return { id, mediaType, bytes, width, height };
};

/** What an earlier try of the same upload made; when that was removed since, the upload does not bring it back. */
async function earlierTry(db: Db, actor: CaseActor, fileId: string): Promise<AttachedFile | null> {
  const found = await findCaseFile(db, actor, fileId);
  if (!found && (await findFileUnscoped(db, fileId))) throw conflict("conflict");
  return found && attached(found);
}

/** The file that an earlier try of this upload made, or null. @throws AppError conflict when it was removed since */
export async function earlierUpload(db: Db, actor: CaseActor, upload: UploadKey): Promise<AttachedFile | null> {
  return await earlierTry(db, actor, fileIdFor(actor, upload));
}

/** Photos that DOKU refused make room for others, though they stay until the correction has arrived. */
function isRefused({ id }: StoredFile, opened: Opened | null): boolean {
  return opened?.open.some(({ type, ref }) => type === "BRAND_PHOTO_PROOF" && ref === id) ?? false;
}

/** Puts the file in its slot, as the only one or as one more; answers with those that had to make room. */
async function place(
  tx: Tx,
  actor: CaseActor,
  file: NewFile & { id: string },
  opened: Opened | null,
): Promise<StoredFile[]> {
  const slot = await findSlotIn(tx, actor.applicationId, file.slotId, opened);
  const there = (await listFiles(tx, actor.applicationId)).filter(({ slotId }) => slotId === slot.id);
  const counted = there.filter((one) => !isRefused(one, opened));
  if (slot.multiple && counted.length >= maxFilesPerSlot) throw fileFault("file.tooMany", { max: maxFilesPerSlot });
  const replaced = slot.multiple ? [] : there;
  for (const former of replaced) await markFileRemoved(tx, former.id);
  await insertFile(tx, file);
  await emitAudit(tx, {
    applicationId: actor.applicationId,
    actor,
    action: "file.attached",
    detail: { fileId: file.id, slot: slot.id, replaced: replaced[0]?.id ?? null },
  });
  return replaced;
}

type Discardable = Parameters<typeof discardContent>[0][number];

/**
 * Whether the file is kept after all: a connection may break between the database's COMMIT and its answer. The lock
 * waits for a transaction that is still ending.
 */
async function isRowOf({ applicationId }: CaseActor, file: { id: string; storageKey: string }): Promise<boolean> {
  const { db } = await database();
  return await db.transaction(async (tx) => {
    await lockApplicationUnscoped(tx, applicationId);
    return (await findFileUnscoped(tx, file.id))?.storageKey === file.storageKey;
  });
}

/**
 * Receives, checks and keeps one file for a slot of a merchant's application.
 * A slot for one file gives up its former one; one for several takes up to `maxFilesPerSlot`.
 * @throws AppError refused or too_large with a `file.*` key · conflict, as `editOpen` · unavailable "storageFull" · not_found · too_often
 */
export async function attachFile({ actor, input }: { actor: CaseActor; input: IncomingFile }): Promise<AttachedFile> {
  const { db } = await database();
  const id = fileIdFor(actor, input);
  const earlier = await earlierTry(db, actor, id);
  if (earlier) return earlier;
  const { requirement } = await findOpenSlot(db, actor, input.slotId);
  if ((input.announcedBytes ?? 0) > requirement.maxBytes) throw tooBig(requirement);
  await countUse("upload", actor.applicationId);

  const storageKey = `${actor.applicationId}/${randomUUID()}`;
  const file = await receiveFile(actor.applicationId, input.content, requirement, async ({ content, ...facts }) => {
    await storage().put(storageKey, inPieces(content));
    return { id, ...facts, bytes: content.length, storageKey };
  });
  const unused = { ...file, dokuFileId: null };
  let outOfUse: Discardable[] = [];
  try {
    const kept = await editOpen(
      actor,
      async (tx, _application, opened) => {
        const twin = await earlierTry(tx, actor, id);
        const row = { ...file, applicationId: actor.applicationId, slotId: input.slotId, byStaff: staffIdOf(actor) };
        outOfUse = twin ? [unused] : await place(tx, actor, row, opened);
        return twin ?? attached(file);
      },
      typing,
    );
    await discardContent(outOfUse);
    return kept;
  } catch (error) {
    const isKept = await isRowOf(actor, file).catch(() => null);
    // Unknown when the database does not answer: content without a row is a lesser harm than a row without content.
    if (isKept !== null) await discardContent(isKept ? outOfUse : [unused]);
    if (isKept) return attached(file);
    throw error;
  }
}

async function* inPieces(content: Buffer) {
  yield content;
}
