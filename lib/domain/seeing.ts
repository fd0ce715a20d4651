/** Which rows of the audit trail say that somebody saw or took out what belongs to a person. Pure. */

/** What each shows, for reports and for the breach pack: `page` masked numbers and names, the others what they say. */
export const seenKinds = {
  "case.opened": "page",
  "merchant.found": "search",
  "numbers.revealed": "numbers",
  "file.seen": "files",
  "event.revealed": "events",
  "credential.revealed": "credential",
  "credential.copied": "credential",
  "data.exported": "everything",
} as const;
export type SeenAction = keyof typeof seenKinds;
export type SeenKind = (typeof seenKinds)[SeenAction];

export const seenActions = Object.keys(seenKinds) as SeenAction[];

/** In the filter of the audit trail: all of them at once. */
export const anySeen = "seen";
