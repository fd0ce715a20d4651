/** What DOKU asks for before it registers a business, and the places in our forms where files and values are kept. */
import { z } from "zod";

/** File categories of the upload call (contract section 7). */
export const fileCategories = [
  "OWNER_LIVENESS",
  "PHOTO_PROOF",
  "LOGO",
  "DOCUMENT",
  "SERVICE_AGREEMENT",
  "BANK_ACCOUNT",
] as const;
export type FileCategory = (typeof fileCategories)[number];

/** Where in DOKU's tree a requirement stands; a `contact` requirement is asked once per contact. */
export const requirementPlaces = ["business", "contact", "bank_account", "brand", "service_agreement"] as const;
export type RequirementPlace = (typeof requirementPlaces)[number];

export const requirementFormSchema = z.object({ code: z.string(), name: z.string(), mandatory: z.boolean() });

/** One thing DOKU asks for: a file, with the values typed beside it. `maxBytes` in bytes, `extensions` upper case without a dot. */
export const requirementSchema = z.object({
  place: z.enum(requirementPlaces),
  category: z.enum(fileCategories),
  /** The document code (`KTP`, `NIB`, ...); null unless the category is DOCUMENT. */
  code: z.string().nullable(),
  name: z.string(),
  extensions: z.array(z.string()),
  maxBytes: z.number().int().positive(),
  mandatory: z.boolean(),
  forms: z.array(requirementFormSchema),
});
export type Requirement = z.infer<typeof requirementSchema>;
export type RequirementForm = z.infer<typeof requirementFormSchema>;

/** The contact that every application has; further contacts get keys of their own. */
export const primaryContactKey = "primary";

/** A slot is one requirement at one place: the unit that files and their typed values belong to. */
export type Slot = { id: string; requirement: Requirement; contactKey: string | null; multiple: boolean };

/** Stable id of a slot, e.g. `business.DOCUMENT.NIB`, `contact.primary.DOCUMENT.KTP`, `brand.PHOTO_PROOF`. */
export function slotId(requirement: Pick<Requirement, "place" | "category" | "code">, contactKey: string | null) {
  return [requirement.place, contactKey, requirement.category, requirement.code].filter(Boolean).join(".");
}

/**
 * The slots of an application: every requirement once, contact requirements once per contact.
 * The selfie (OWNER_LIVENESS) is asked of the primary contact only. Only photos of the business take several files.
 */
export function slotsOf(requirements: readonly Requirement[], contactKeys: readonly string[]): Slot[] {
  const slot = (requirement: Requirement, contactKey: string | null): Slot => ({
    id: slotId(requirement, contactKey),
    requirement,
    contactKey,
    multiple: requirement.category === "PHOTO_PROOF",
  });
  return requirements.flatMap((requirement) => {
    if (requirement.place !== "contact") return [slot(requirement, null)];
    const keys = requirement.category === "OWNER_LIVENESS" ? [primaryContactKey] : contactKeys;
    return keys.map((key) => slot(requirement, key));
  });
}

/** How many files a slot with `multiple` takes at most. */
export const maxFilesPerSlot = 5;

/** Below this on the short side nobody can read a card; a logo may be smaller. In pixels. */
export const minSidePx = ({ category }: Pick<Requirement, "category">) => (category === "LOGO" ? 100 : 300);
