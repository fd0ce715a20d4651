/** The formats that we take, and DOKU's names for them. */

export type AcceptedType = "image/jpeg" | "image/png" | "application/pdf";

/** DOKU writes extensions in capitals, JPG and JPEG side by side (contract section 5). */
const extensionsOf: Record<AcceptedType, readonly [string, ...string[]]> = {
  "image/jpeg": ["JPG", "JPEG"],
  "image/png": ["PNG"],
  "application/pdf": ["PDF"],
};
const acceptedTypes = Object.keys(extensionsOf) as AcceptedType[];

/** The media types that a requirement's extensions allow and that we can check. */
export function typesFor(extensions: readonly string[]): AcceptedType[] {
  const named = extensions.map((extension) => extension.toUpperCase().replace(/^\./, ""));
  return acceptedTypes.filter((type) => extensionsOf[type].some((extension) => named.includes(extension)));
}

/** The formats as people read them: `JPG, PNG, PDF`. */
export function formatNames(extensions: readonly string[]): string {
  return typesFor(extensions)
    .map((type) => extensionsOf[type][0])
    .join(", ");
}

/** The extension of a media type that we keep, in lower case: for neutral file names. */
export function extensionOf(mediaType: string): string {
  const type = acceptedTypes.find((one) => one === mediaType);
  return type ? extensionsOf[type][0].toLowerCase() : "bin";
}

/** A size as people read it, in the megabytes that DOKU's limits are counted in (1024 x 1024): `15 MB`, `300 KB`. */
export function sizeText(bytes: number, locale = "id"): string {
  const [value, unit] = bytes >= 1024 * 1024 ? [bytes / 1024 / 1024, "MB"] : [bytes / 1024, "KB"];
  const digits = { maximumFractionDigits: unit === "MB" ? 1 : 0 };
  return `${new Intl.NumberFormat(locale, digits).format(bytes > 0 ? Math.max(value, 1) : 0)} ${unit}`;
}
