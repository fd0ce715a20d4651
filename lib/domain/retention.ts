/** How long a merchant's data is kept, and what is due: pure. The days are the partner's (lib/domain/partner-settings). */
import type { ApplicationState } from "./applications";
import type { OverallState } from "./overall";
import { type CallbackType, type EntityState, verdictTypes } from "./sections";

const dayMs = 24 * 3_600_000;

/** Days; null keeps for ever. */
export type RetentionDays = {
  /** Without activity, until what was never registered is erased. */
  draftDays: number | null;
  /** The same for whom DOKU refused, and for invitations that staff took back. */
  refusedDays: number | null;
  /** Before that, the merchant is told by mail. */
  warnDays: number;
  /** After the approval of its section, until a file that DOKU has is deleted here. */
  fileDays: number | null;
};

/** `draft`: never registered · `refused`: refused for good, or its invitation was taken back · `active`: at DOKU. */
export const retentionKinds = ["draft", "refused", "active"] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** `isRevoked`: staff have taken the newest invitation back · `wasLive`: it took payments, whatever was refused since. */
export type KindFacts = { state: ApplicationState; overall: OverallState | null; isRevoked: boolean; wasLive: boolean };

/** What DOKU has ended or waits for, and nobody does anything about. */
const refusedStates: readonly (OverallState | null)[] = ["needs_correction", "not_opened"];

/** Null for what must not be touched: on its way, stopped so that a person must look, suspended, or erased already. */
export function retentionKindOf({ state, overall, isRevoked, wasLive }: KindFacts): RetentionKind | null {
  if (state === "invited" || state === "draft") return isRevoked ? "refused" : "draft";
  if (state !== "submitted" || overall === "suspended") return null;
  return refusedStates.includes(overall) && !wasLive ? "refused" : "active";
}

/** The section in which DOKU judges a slot's file; null for what stands in none of them. */
export function sectionOfSlot(slotId: string): CallbackType | null {
  if (slotId.startsWith("contact.") || slotId.includes("OWNER_LIVENESS")) return "BUSINESS_CONTACT";
  if (slotId.includes("PHOTO_PROOF")) return "BRAND_PHOTO_PROOF";
  if (slotId.includes("BANK_ACCOUNT")) return "BUSINESS_BANK";
  if (slotId.includes("LOGO")) return "BRAND";
  return slotId.includes(".DOCUMENT.") ? "BUSINESS_DOCUMENT" : null;
}

/** What DOKU last said of one of its entities, and since when. */
export type JudgedEntity = { type: CallbackType; state: EntityState; changedAt: Date };

/** Since when all of a section is approved; null while any of it is not, or nothing is known of it. */
function approvedSince(entities: readonly JudgedEntity[], type: CallbackType | null): Date | null {
  const own = entities.filter((one) => (type ? one.type === type : verdictTypes.includes(one.type)));
  if (own.length === 0 || own.some(({ state }) => state !== "approved")) return null;
  return new Date(Math.max(...own.map(({ changedAt }) => changedAt.getTime())));
}

/** A file with its content still here; `sentAt`: when DOKU got it. */
export type KeptFile = { id: string; slotId: string; sentAt: Date | null };

export type FileFacts = {
  files: readonly KeptFile[];
  entities: readonly JudgedEntity[];
  /** Sections whose change staff have granted: what is uploaded there is still to be sent. */
  granted: readonly CallbackType[];
  /** Something is on its way to DOKU, and may need them. */
  isSending: boolean;
};

const after = (at: Date, days: number) => new Date(at.getTime() + days * dayMs);
const later = (...dates: readonly Date[]) => new Date(Math.max(...dates.map(Number)));

/** When the content of a file is to be deleted; null while nobody can tell. */
function fileDueAt({ slotId, sentAt }: KeptFile, { entities, granted }: FileFacts, fileDays: number): Date | null {
  const type = sectionOfSlot(slotId);
  const since = approvedSince(entities, type);
  // What DOKU has not got is the only copy that there is.
  if (!sentAt || !since || (type && granted.includes(type))) return null;
  return after(later(since, sentAt), fileDays);
}

const earliest = (dates: readonly (Date | null)[]): Date | null => {
  const known = dates.flatMap((date) => date ?? []);
  return known.length > 0 ? new Date(Math.min(...known.map(Number))) : null;
};

/** The files whose content is to be deleted now, and when the next of the others is due. */
export function dueFiles(facts: FileFacts, { fileDays }: RetentionDays, now: Date) {
  if (fileDays === null || facts.isSending) return { ids: [], nextAt: null };
  const due = facts.files.map((file) => ({ id: file.id, at: fileDueAt(file, facts, fileDays) }));
  const isDue = ({ at }: { at: Date | null }) => at !== null && at <= now;
  return {
    ids: due.filter(isDue).map(({ id }) => id),
    nextAt: earliest(due.filter((one) => !isDue(one)).map(({ at }) => at)),
  };
}

export type EraseDue = { deed: "none" | "warn" | "erase"; at: Date | null };

/** Days without activity after which everything of this kind is erased; null for never. */
export function eraseDays(kind: RetentionKind | null, days: RetentionDays): number | null {
  if (kind === "draft") return days.draftDays;
  return kind === "refused" ? days.refusedDays : null;
}

/**
 * What becomes of a merchant that nobody touches: it is warned, and erased once both the days and the warning's are over.
 * @param facts.lastDeedAt the last thing that the merchant, or staff for it, did; a warning from before it counts no more
 * @param facts.canBeWarned false for who cannot sign in any more: nothing is said, and nothing waited for
 * @returns `at`: when this deed is due, or the next one where `deed` is `none`; null for never
 */
export function eraseDue(
  facts: { kind: RetentionKind | null; lastDeedAt: Date; warnedAt: Date | null; canBeWarned: boolean },
  days: RetentionDays,
  now: Date,
): EraseDue {
  const keptDays = eraseDays(facts.kind, days);
  if (keptDays === null) return { deed: "none", at: null };
  const endsAt = after(facts.lastDeedAt, keptDays);
  const warnedAt = facts.warnedAt && facts.warnedAt > facts.lastDeedAt ? facts.warnedAt : null;
  if (facts.canBeWarned && !warnedAt) {
    const at = after(endsAt, -Math.min(days.warnDays, keptDays));
    return at <= now ? { deed: "warn", at } : { deed: "none", at };
  }
  const at = warnedAt ? later(endsAt, after(warnedAt, days.warnDays)) : endsAt;
  return at <= now ? { deed: "erase", at } : { deed: "none", at };
}

/** The day on which a merchant that is warned now is erased at the earliest. */
export const erasedOn = (lastDeedAt: Date, keptDays: number, days: RetentionDays, now: Date): Date =>
  later(after(lastDeedAt, keptDays), after(now, days.warnDays));

/** A change that is not told to retention (a correction, other days) is found after this long at the latest. */
const longestRestMs = 7 * dayMs;
const shortestRestMs = 3_600_000;

/** When a merchant is looked at again. */
export function nextLook(due: readonly (Date | null)[], now: Date): Date {
  const next = earliest(due)?.getTime() ?? Number.POSITIVE_INFINITY;
  const rest = Math.min(Math.max(next - now.getTime(), shortestRestMs), longestRestMs);
  return new Date(now.getTime() + rest);
}
