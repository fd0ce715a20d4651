/** What can be said about a chosen file before it is sent. The server decides; this only spares the wait. */
import type { Fault } from "./send-file";

export type SlotLimits = {
  /** Media types that the slot takes. */
  types: readonly string[];
  maxBytes: number;
  /** The same two in words. */
  formats: string;
  limit: string;
};

const isHeic = ({ name, type }: { name: string; type: string }) =>
  /^image\/hei[cf]/.test(type) || /\.hei[cf]$/i.test(name);

/** The fault of a file as the browser knows it: by the size and by the type that its name suggests; null for none. */
export function faultBeforeSending(
  file: { name: string; type: string; size: number },
  { types, maxBytes, formats, limit }: SlotLimits,
): Fault | null {
  if (file.size === 0) return { key: "file.empty" };
  if (isHeic(file)) return { key: "file.heic" };
  if (file.type !== "" && !types.includes(file.type)) {
    return { key: "file.wrongKind", params: { formats } };
  }
  if (file.size > maxBytes) return { key: "file.tooBig", params: { limit } };
  return null;
}
