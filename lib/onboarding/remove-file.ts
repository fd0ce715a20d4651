/** The merchant, or staff for it, takes a file back before it is sent. */
import type { Tx } from "@/db/client";
import { markFileRemoved, restoreFiles, type StoredFile } from "@/db/queries/files";
import { emitAudit } from "../audit/emit";
import type { CaseActor } from "../domain/actor";
import { conflict, notFound } from "../errors";
import { discardContent } from "../files/discard-content";
import { editOpen } from "./edit-application";
import { findCaseFile } from "./find-case-file";
import { findSlotIn } from "./find-slot";
import { typing } from "./note-staff-edit";
import type { Opened } from "./opened-sections";

/** What DOKU has is replaced, not removed; taking its replacement back puts it in use again. */
async function takeBack(tx: Tx, applicationId: string, file: StoredFile, { sent, ...opened }: Opened): Promise<void> {
  const slot = await findSlotIn(tx, applicationId, file.slotId, { sent, ...opened });
  const had = sent.files.filter(({ slotId }) => slotId === slot.id).map(({ fileId }) => fileId);
  if (had.includes(file.id)) throw conflict("sentFileStays");
  if (!slot.multiple) await restoreFiles(tx, applicationId, had);
}

/**
 * Takes one of the merchant's files out of use, also one that nothing asks for any more.
 * @throws AppError not_found for a file that is removed or somebody else's · conflict "sentFileStays" for one that DOKU
 * has, or as `editOpen`
 */
export async function removeFile({
  actor,
  input: { fileId },
}: {
  actor: CaseActor;
  input: { fileId: string };
}): Promise<void> {
  const removed = await editOpen(
    actor,
    async (tx, application, opened) => {
      const file = await findCaseFile(tx, actor, fileId);
      if (!file) throw notFound();
      if (opened) await takeBack(tx, application.id, file, opened);
      await markFileRemoved(tx, file.id);
      await emitAudit(tx, {
        applicationId: actor.applicationId,
        actor,
        action: "file.removed",
        detail: { fileId: file.id, slot: file.slotId },
      });
      return file;
    },
    typing,
  );
  await discardContent([removed]);
}
