import { getLocale, getTranslations } from "next-intl/server";
import type { PhotoKind } from "@/components/onboarding/photo-guide";
import type { SlotView } from "@/components/uploads/slot-card";
import type { StoredFile } from "@/db/queries/files";
import { isNumericForm } from "@/lib/domain/fields/slot-value";
import { formatNames, sizeText, typesFor } from "@/lib/domain/file-formats";
import type { ApplicationForm } from "@/lib/domain/progress";
import { maxFilesPerSlot, minSidePx, type Requirement, type Slot } from "@/lib/domain/requirements";
import type { slotNames } from "./slot-names";
import { aboutValues } from "./value-notes";

const cards = ["KTP", "PASSPORT", "KITAS_OR_KITAP"];

/** What is to be seen on a photo; null for papers and logos. */
export function photoKindOf({ category, code }: Requirement): PhotoKind | null {
  if (category === "OWNER_LIVENESS") return "selfie";
  if (category === "PHOTO_PROOF") return "shop";
  return code !== null && cards.includes(code) ? "card" : null;
}

/** Photos of people, cards, papers and places are taken on the spot; logos and what must be a PDF lie in the phone already. */
function cameraFor(requirement: Requirement): SlotView["camera"] {
  const { category, extensions } = requirement;
  if (category === "LOGO" || typesFor(extensions).every((type) => type === "application/pdf")) return null;
  const frame = photoKindOf(requirement) ?? "page";
  return { facing: frame === "selfie" ? "user" : "environment", frame };
}

/**
 * What a file's card shows: only what the browser needs, in the reader's language.
 * @returns takes how many files of a slot for several stay unseen, and leave room for so many fewer
 */
export async function slotViews(form: ApplicationForm, files: readonly StoredFile[], names: SlotNames) {
  const [t, common, locale, about] = await Promise.all([
    getTranslations("uploads"),
    getTranslations("common"),
    getLocale(),
    aboutValues(),
  ]);
  return (slot: Slot, kept = 0): SlotView => {
    const { requirement } = slot;
    const named = names.texts.of(requirement);
    const limit = sizeText(requirement.maxBytes, locale);
    const formats = formatNames(requirement.extensions);
    const values = form.slotValues[slot.id] ?? {};
    const maxFiles = slot.multiple ? maxFilesPerSlot - kept : 1;
    return {
      id: slot.id,
      label: named.name,
      what: names.what(slot),
      about: named.about || null,
      rules: t(slot.multiple ? "rulesOfSeveral" : "rules", { formats, limit, max: maxFiles }),
      isMandatory: requirement.mandatory,
      isMultiple: slot.multiple,
      maxFiles,
      camera: cameraFor(requirement),
      limits: {
        types: typesFor(requirement.extensions),
        maxBytes: requirement.maxBytes,
        minSidePx: minSidePx(requirement),
        isLookedAt: requirement.category !== "LOGO",
        formats,
        limit,
      },
      files: files
        .filter(({ slotId }) => slotId === slot.id)
        .map(({ id, mediaType, bytes, width, height }) => ({ id, mediaType, bytes, width, height })),
      fields: requirement.forms.map((one) => ({
        code: one.code,
        label: names.texts.form(one),
        hint: one.code === "NO_KTP" ? t("hints.NO_KTP") : undefined,
        optionalText: one.mandatory && requirement.mandatory ? undefined : common("optional"),
        isNumeric: isNumericForm(one.code),
        value: values[one.code] ?? "",
      })),
      ...about(requirement.forms, values),
    };
  };
}

type SlotNames = Awaited<ReturnType<typeof slotNames>>;
