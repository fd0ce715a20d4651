/** The merchant takes a file back before it is sent. */
import { findOwnFile, markFileRemoved } from "@/db/queries/files";
import { emitAudit } from "../audit/emit";
import type { MerchantActor } from "../domain/actor";
import { notFound } from "../errors";
import { discardContent } from "../files/discard-content";
import { editApplication } from "./edit-application";

/**
 * Takes one of the merchant's own files out of use, also one that nothing asks for any more.
 * @throws AppError not_found for a file that is removed or somebody else's · conflict "notEditable"
 */
export async function removeFile({
  actor,
  input: { fileId },
}: {
  actor: MerchantActor;
  input: { fileId: string };
}): Promise<void> {
  const removed = await editApplication(actor, async (tx) => {
    const file = await findOwnFile(tx, actor.userId, fileId);
    if (file?.applicationId !== actor.applicationId) throw notFound();
    await markFileRemoved(tx, file.id);
    await emitAudit(tx, {
      applicationId: actor.applicationId,
      actor,
      action: "file.removed",
      detail: { fileId: file.id, slot: file.slotId },
    });
    return file;
  });
  await discardContent([removed]);
}
