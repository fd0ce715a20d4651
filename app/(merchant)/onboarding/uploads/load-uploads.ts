import type { PhotoKind } from "@/components/onboarding/photo-guide";
import type { SlotView } from "@/components/uploads/slot-card";
import { database } from "@/db/client";
import { listFiles } from "@/db/queries/files";
import { type ApplicationForm, neededSlots } from "@/lib/domain/progress";
import { uselessFiles } from "@/lib/domain/requirement-changes";
import { slotNames } from "./slot-names";
import { photoKindOf, slotViews } from "./slot-views";

/** All that the page shows: the cards under their headings, and the files that nothing asks for any more. */
export async function loadUploads(applicationId: string, form: ApplicationForm) {
  const files = await listFiles((await database()).db, applicationId);
  const names = await slotNames(form);
  const viewOf = await slotViews(form, files, names);
  return {
    groups: names.groups(neededSlots(form)).map(({ id, title, slots }) => ({
      id,
      title,
      cards: slots.map((slot): { view: SlotView; guide: PhotoKind | null; where: string } => ({
        view: viewOf(slot),
        // The drawn examples that help with this file.
        guide: photoKindOf(slot.requirement),
        where: names.texts.of(slot.requirement).where,
      })),
    })),
    leftovers: uselessFiles(form, files).map(({ id, slotId, mediaType, bytes, width, height }) => ({
      name: names.ofSlotId(slotId),
      file: { id, mediaType, bytes, width, height },
    })),
  };
}
