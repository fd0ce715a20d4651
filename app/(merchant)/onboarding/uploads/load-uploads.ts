import type { PhotoKind } from "@/components/onboarding/photo-guide";
import type { SlotView } from "@/components/uploads/slot-card";
import { database } from "@/db/client";
import { listFiles } from "@/db/queries/files";
import { type ApplicationForm, neededSlots } from "@/lib/domain/progress";
import { uselessFiles } from "@/lib/domain/requirement-changes";
import type { Requirement } from "@/lib/domain/requirements";
import { slotNames } from "./slot-names";
import { slotViews } from "./slot-views";

const cards = ["KTP", "PASSPORT", "KITAS_OR_KITAP"];

/** Which drawn examples help with this file; none for papers and logos. */
function guideFor({ category, code }: Requirement): PhotoKind | null {
  if (category === "OWNER_LIVENESS") return "selfie";
  if (category === "PHOTO_PROOF") return "shop";
  return code !== null && cards.includes(code) ? "card" : null;
}

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
        guide: guideFor(slot.requirement),
        where: names.texts.of(slot.requirement).where,
      })),
    })),
    leftovers: uselessFiles(form, files).map(({ id, slotId, mediaType, bytes, width, height }) => ({
      name: names.ofSlotId(slotId),
      file: { id, mediaType, bytes, width, height },
    })),
  };
}
