/** What can be said about a chosen file before it is sent. The server decides; this only spares the wait. */
import type { PhotoWish } from "./photos/photo-fit";
import type { Fault } from "./send-file";

/** What a slot takes; `minSidePx`: the short side below which the server refuses a photo. */
export type SlotLimits = PhotoWish & {
  minSidePx: number;
  /** Formats and size in words. */
  formats: string;
  limit: string;
};

type Chosen = { name: string; type: string; size: number };

/** By name and type, for what browsers that do not know HEIC can tell. */
export const isNamedHeic = ({ name, type }: Chosen) => /^image\/hei[cf]/.test(type) || /\.hei[cf]$/i.test(name);

/** Whether it is a photo that can be made to fit: of a kind that the slot takes, or HEIC, which becomes one. */
export function isPhotoFor(file: Chosen, { types }: SlotLimits): boolean {
  if (isNamedHeic(file)) return types.some((type) => type.startsWith("image/"));
  return file.type.startsWith("image/") && types.includes(file.type);
}

/** The fault of a file as it is sent, by its size; null for none. */
export function faultOfSize({ size }: Pick<Chosen, "size">, { maxBytes, limit }: SlotLimits): Fault | null {
  return size > maxBytes ? { key: "file.tooBig", params: { limit } } : null;
}

/** The fault of a file as it is chosen, by its size and the type that its name suggests; null for none. */
export function faultOfChoice(file: Chosen, limits: SlotLimits): Fault | null {
  if (file.size === 0) return { key: "file.empty" };
  if (isPhotoFor(file, limits)) return null;
  const isKnown = file.type !== "" || isNamedHeic(file);
  if (isKnown && !limits.types.includes(file.type)) {
    return { key: "file.wrongKind", params: { formats: limits.formats } };
  }
  return faultOfSize(file, limits);
}
