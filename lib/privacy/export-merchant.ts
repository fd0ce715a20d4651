/** Everything that is held about one merchant as a ZIP, for the merchant itself and for staff whom it asked. */
import { makeZip } from "client-zip";
import { type Db, database } from "@/db/client";
import { findApplicationUnscoped, lockApplicationUnscoped } from "@/db/queries/applications";
import { type OwnFile, ownFiles } from "@/db/queries/own-data";
import { emitAudit } from "../audit/emit";
import type { MerchantActor, StaffActor } from "../domain/actor";
import { extensionOf } from "../domain/file-formats";
import { AppError, conflict, notFound } from "../errors";
import { storage } from "../storage/storage";
import { exportIndex } from "./export-index";
import { nameOfFile } from "./export-names";
import { exportParts } from "./export-parts";

type Entry = { name: string; input: string | AsyncIterable<Uint8Array>; lastModified: Date };

/** The content as it streams, or null where the storage does not have it. */
async function contentOf({ storageKey }: OwnFile): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    return await storage().get(storageKey);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

/** One file of the ZIP after the other, and each is read only once the reader has got the one before. */
async function* entries(db: Db, applicationId: string, partnerName: string, now: Date): AsyncGenerator<Entry> {
  yield { name: "BACA-SAYA_README.txt", input: exportIndex(partnerName, now), lastModified: now };
  for (const { name, read } of exportParts) {
    const input = `${JSON.stringify(await read(db, applicationId), null, 2)}\n`;
    yield { name: `data/${name}.json`, input, lastModified: now };
  }
  for (const file of await ownFiles(db, applicationId)) {
    const input = file.contentDeletedAt ? null : await contentOf(file);
    const name = nameOfFile(file.id, file.slotId, extensionOf(file.mediaType));
    if (input) yield { name, input, lastModified: file.createdAt };
  }
}

/**
 * The ZIP as it is read; at most one small part of the data, or one piece of a file, is in memory. That it was taken out is
 * part of the audit trail before the first byte.
 * @throws AppError not_found · conflict "erase.erased" when nothing is left
 */
export async function exportMerchant({
  actor,
  applicationId,
  partnerName,
  now = new Date(),
}: {
  actor: StaffActor | MerchantActor;
  applicationId: string;
  partnerName: string;
  now?: Date;
}): Promise<ReadableStream<Uint8Array>> {
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  const isOwn = actor.kind === "staff" || application?.ownerId === actor.userId;
  if (!application || !isOwn) throw notFound();
  if (application.state === "closed") throw conflict("erase.erased");
  await db.transaction(async (tx) => {
    await lockApplicationUnscoped(tx, applicationId);
    await emitAudit(tx, { applicationId, actor, action: "data.exported" });
  });
  return makeZip(entries(db, applicationId, partnerName, now));
}
