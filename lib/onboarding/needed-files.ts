import type { StoredFile } from "@/db/queries/files";
import { type ApplicationForm, contactKeysOf } from "../domain/progress";
import { slotsOf } from "../domain/requirements";

/** The files that DOKU asks for now. Files that a change of the business kind made useless stay with us and are not sent. */
export function neededFiles(form: ApplicationForm, files: readonly StoredFile[]) {
  const slots = new Map(slotsOf(form.requirements ?? [], contactKeysOf(form)).map((slot) => [slot.id, slot]));
  return files.flatMap((file) => {
    const slot = slots.get(file.slotId);
    return slot ? [{ file, slot }] : [];
  });
}
