/** DOKU's words for states and refusals, read in one place for answers and callbacks (contract sections 9 and 10). */
import type { EntityState, RejectNote } from "../domain/sections";
import { codeOf, fieldOf, objectOf, textOf, type WireObject } from "./wire";

/** Statuses as the sandbox sends them (A `status-words`). */
export const wireStatuses = ["ACTIVE", "REJECTED", "UPDATING", "SUSPENDED", "INACTIVE"] as const;
export type WireStatus = (typeof wireStatuses)[number];

const stateOfWireStatus: Record<WireStatus, EntityState> = {
  ACTIVE: "approved",
  REJECTED: "rejected",
  UPDATING: "in_review",
  SUSPENDED: "suspended",
  INACTIVE: "inactive",
};

/** Our state for a status, in any case of letters; null for a word that we do not know, which never counts as active. */
export function stateOfStatus(rawStatus: string): EntityState | null {
  const known = wireStatuses.find((status) => status === rawStatus.toUpperCase());
  return known ? stateOfWireStatus[known] : null;
}

const noteNames = ["reject_notes", "rejection_reason", "rejected_reason", "reject_reason", "reason", "notes"] as const;

/** The notes of the first field that holds any, over the given objects; a text, a list of texts or of `{code?, field?, message}`. */
export function readNotes(places: readonly (WireObject | null)[]): RejectNote[] {
  for (const name of noteNames) {
    for (const place of places) {
      const value = fieldOf(place, name);
      const notes = (Array.isArray(value) ? value : [value]).flatMap(noteOf);
      if (notes.length > 0) return notes;
    }
  }
  return [];
}

/** A note without words still says which field or reason it is about, so its code stands in for the message. */
function noteOf(value: unknown): RejectNote[] {
  const object = objectOf(value);
  if (!object) {
    const message = textOf(value);
    return message === null ? [] : [{ code: null, field: null, message }];
  }
  const code = codeOf(fieldOf(object, "code"));
  const field = codeOf(fieldOf(object, "field"));
  const message = ["message", "note", "reason", "description"]
    .map((name) => textOf(fieldOf(object, name)))
    .find(Boolean);
  const words = message ?? code ?? field;
  return words ? [{ code, field, message: words }] : [];
}
