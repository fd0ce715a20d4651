import type { Db } from "@/db/client";
import { openSlots } from "../domain/correction";
import { contactKeysIn } from "../domain/correction-plan";
import { neededSlots } from "../domain/progress";
import type { Slot } from "../domain/requirements";
import { conflict } from "../errors";
import { fileFault } from "../files/file-fault";
import { readApplicationForm } from "./application-form";
import type { Opened } from "./opened-sections";

/** `place`: the how manieth of the application's slots it is, from 0. */
export type PlacedSlot = Slot & { place: number };

/**
 * A slot that files and values may be put in now.
 * @param opened what is open of a registered business; null for a draft, where every slot that is asked for is
 * @throws AppError refused "file.slotUnknown" · conflict "sectionLocked"
 */
export async function findSlotIn(
  db: Db,
  applicationId: string,
  slotId: string,
  opened: Opened | null,
): Promise<PlacedSlot> {
  const slots = neededSlots(opened?.form ?? (await readApplicationForm(db, applicationId)));
  const place = slots.findIndex(({ id }) => id === slotId);
  const slot = slots[place];
  if (!slot) throw fileFault("file.slotUnknown");
  const isOpen = opened && openSlots(opened.open, slots, contactKeysIn(opened.sent)).some(({ id }) => id === slotId);
  if (isOpen === false) throw conflict("sectionLocked");
  return { ...slot, place };
}
