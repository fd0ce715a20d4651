import type { CallbackType } from "@/lib/domain/sections";

/** Beside DOKU's ten sections, the two tasks of the merchant's list that belong to none of them. */
export type SectionIconName = CallbackType | "requirements" | "check";

/** Drawn for this portal: lines on a grid of 24, one path each. */
export const sectionDrawings: Record<SectionIconName, string> = {
  // A switch that is on.
  "BRAND.OPERATIONAL_STATUS":
    "M8 6.5h8a5.5 5.5 0 0 1 0 11H8a5.5 5.5 0 0 1 0-11Z M16 9.75a2.25 2.25 0 1 1 0 4.5 2.25 2.25 0 0 1 0-4.5Z",
  // A shop under its awning.
  BUSINESS:
    "M3.5 8.5 5.5 4h13l2 4.5a2.83 2.83 0 0 1-5.67 0 2.83 2.83 0 0 1-5.66 0 2.83 2.83 0 0 1-5.67 0Z M5 11v9h14v-9 M10 20v-5h4v5",
  BUSINESS_CONTACT: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z M4.5 20.5c.7-3.8 3.7-5.5 7.5-5.5s6.8 1.7 7.5 5.5",
  BUSINESS_ADDRESS:
    "M12 21.5c4.6-4.6 7-8.1 7-11.5a7 7 0 1 0-14 0c0 3.4 2.4 6.9 7 11.5Z M12 7.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z",
  BUSINESS_DOCUMENT: "M6 3.5h7.5L18.5 8.5v12H6Z M13 3.5v5.5h5.5 M9.5 13h5.5 M9.5 16.5h5.5",
  // A house with columns.
  BUSINESS_BANK: "M4 9.5 12 4l8 5.5Z M6.5 9.5v7.5 M12 9.5v7.5 M17.5 9.5v7.5 M4 20h16 M5 17h14",
  // A tag on a string.
  BRAND: "M4 4.5h7.6l8 8a1.6 1.6 0 0 1 0 2.26l-4.84 4.84a1.6 1.6 0 0 1-2.26 0l-8.5-8.5Z M8.25 8.75h.01",
  // One tells two others.
  BRAND_SOCIAL_MEDIA:
    "M17.5 3.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z M6.5 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z M17.5 15.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z M8.7 10.8l6.6-3.6 M8.7 13.2l6.6 3.6",
  BRAND_PHOTO_PROOF:
    "M4.5 7.5h3L9 5h6l1.5 2.5h3A1.5 1.5 0 0 1 21 9v8.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5V9a1.5 1.5 0 0 1 1.5-1.5Z M12 9.75a3.25 3.25 0 1 1 0 6.5 3.25 3.25 0 0 1 0-6.5Z",
  // A card to pay with.
  BRAND_PRODUCT:
    "M4.5 5.5h15A1.5 1.5 0 0 1 21 7v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17V7a1.5 1.5 0 0 1 1.5-1.5Z M3 10h18 M6.5 14.5h3.5",
  // Lines with ticks.
  requirements: "M4 6.5l1.5 1.5L8 5.5 M4 12.5l1.5 1.5L8 11.5 M4 18.5l1.5 1.5L8 17.5 M11.5 7H20 M11.5 13H20 M11.5 19H20",
  // A letter on its way.
  check: "M20.5 3.5 10.5 13.5 M20.5 3.5l-6.5 17-3.5-7-7-3.5Z",
};

/** The picture of a section beside its words, which say the same; so screen readers pass it over. */
export function SectionIcon({ name, size = 18 }: { name: SectionIconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={sectionDrawings[name]} />
    </svg>
  );
}
