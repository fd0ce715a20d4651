/** The files that one submission carries to DOKU, from what was written down when it was pressed. */
import type { Db } from "@/db/client";
import { listFilesById, type StoredFile } from "@/db/queries/files";
import type { Submission } from "@/db/queries/submissions";
import type { RegistrationFile } from "../doku/registration";
import { contactKeysIn } from "../domain/correction-plan";
import type { ApplicationForm } from "../domain/progress";
import { primaryContactKey, type Slot, slotsOf } from "../domain/requirements";
import type { CorrectionTarget, Sent } from "../domain/sent";

export type CarriedFile = { file: StoredFile; slot: Slot };

/** A correction repeats the files of the contacts, the account and the brand that it sends whole, and of the rest only new ones. */
function isCarried(target: CorrectionTarget, slot: Slot, fileId: string): boolean {
  if (target.newFileIds.includes(fileId)) return true;
  const { category, place } = slot.requirement;
  if (category === "LOGO") return target.types.includes("BRAND");
  if (category === "BANK_ACCOUNT") return target.ids.bank !== null;
  const isPersonal = place === "contact" || category === "OWNER_LIVENESS";
  return isPersonal && (slot.contactKey ?? primaryContactKey) in target.ids.contacts;
}

/** DOKU forgot it, and its content was deleted here meanwhile: nobody can send it any more (lib/privacy). */
const isLost = ({ dokuFileId, contentDeletedAt }: StoredFile) => dokuFileId === null && contentDeletedAt !== null;

/** In the order in which they were sent first. Needs the requirements that they were asked for with. */
export async function carriedFiles(
  db: Db,
  { applicationId, target }: Pick<Submission, "applicationId" | "target">,
  sent: Sent,
  form: Pick<ApplicationForm, "requirements">,
): Promise<CarriedFile[]> {
  const keys = contactKeysIn(sent);
  const slots = new Map(slotsOf(form.requirements ?? [], keys).map((slot) => [slot.id, slot]));
  const fileIds = sent.files.map(({ fileId }) => fileId);
  const rows = new Map((await listFilesById(db, applicationId, fileIds)).map((file) => [file.id, file]));
  return sent.files.flatMap(({ fileId, slotId }) => {
    const [file, slot] = [rows.get(fileId), slots.get(slotId)];
    if (!file || !slot || isLost(file)) return [];
    return target === null || isCarried(target, slot, fileId) ? [{ file, slot }] : [];
  });
}

/** As they go into the body of a registration or an update; those that DOKU has not got yet are left out. */
export function registrationFiles(carried: readonly CarriedFile[]): RegistrationFile[] {
  return carried.flatMap(({ file, slot }) => {
    if (!file.dokuFileId) return [];
    const { place, category, code } = slot.requirement;
    return [{ slotId: slot.id, place, category, code, contactKey: slot.contactKey, dokuFileId: file.dokuFileId }];
  });
}
