/** What each attempt of a section sent and what came back, as its merchant reads it later. Pure. */
import type { Answers } from "./business";
import { partsOfSection } from "./correction";
import { type Change, partChanges } from "./correction-plan";
import { maskNumber } from "./mask";
import type { CallbackType, EntityState } from "./sections";
import type { Sent, SentFile } from "./sent";

export type AttemptFacts = {
  type: CallbackType;
  /** From 1. */
  attempt: number;
  cause: "registration" | "correction" | "change";
  /** Null for what went with the registration. */
  submissionId: string | null;
  sentAt: Date;
  state: EntityState;
  /** When `state` became what it is. */
  stateAt: Date;
};

/** Everything that reached DOKU, the first first; `sent` null where it was not kept. */
export type SentFacts = { id: string; sent: Sent | null };

export type PastAttempt<A extends AttemptFacts = AttemptFacts> = A & {
  /** Against what DOKU had before, numbers masked; null for a first attempt, which sent everything. */
  changes: Change[] | null;
  /** The section's files that were new with this attempt. */
  files: SentFile[];
};

/** Fields that hold a number which identifies a person or an account; values beside files all do. */
const personalNumbers: readonly string[] = ["phone", "accountNumber"];
/** They follow from the bank's name, which is shown. */
const impliedByBank: readonly string[] = ["bankId", "swiftCode"];

/** Whose verdict covers a slot's files; null for files without one. */
function typeOfSlot(slotId: string): CallbackType | null {
  const parts = slotId.split(".");
  if (parts[0] === "contact" || parts.includes("OWNER_LIVENESS")) return "BUSINESS_CONTACT";
  if (parts.includes("BANK_ACCOUNT")) return "BUSINESS_BANK";
  if (parts.includes("PHOTO_PROOF")) return "BRAND_PHOTO_PROOF";
  return parts.includes("DOCUMENT") ? "BUSINESS_DOCUMENT" : null;
}

function masked(change: Change): Change {
  const isNumber = change.kind === "value" || (change.kind === "field" && personalNumbers.includes(change.field));
  if (change.kind === "file" || !isNumber) return change;
  return { ...change, before: maskNumber(change.before), after: maskNumber(change.after) };
}

function answerChanges(type: CallbackType, before: Answers, after: Answers): Change[] {
  // Without a kind: a brand that shares its name with the business has it in its own part of what was sent, too.
  const changes = partsOfSection(type, null).flatMap((part) => partChanges(part, before, after[part]));
  const fields = changes.flatMap((change) => (change.kind === "field" ? [change.field] : []));
  const isImplied = (change: Change) =>
    change.kind === "field" && impliedByBank.includes(change.field) && fields.includes("bankName");
  return changes.filter((change) => !isImplied(change));
}

function valueChanges(type: CallbackType, before: Answers, after: Answers): Change[] {
  return Object.keys({ ...before.slotValues, ...after.slotValues })
    .filter((slotId) => typeOfSlot(slotId) === type)
    .flatMap((slotId) => {
      const [was, is] = [before.slotValues[slotId] ?? {}, after.slotValues[slotId] ?? {}];
      return Object.keys({ ...was, ...is }).flatMap((code): Change[] => {
        const [old, fresh] = [was[code] ?? "", is[code] ?? ""];
        return old === fresh ? [] : [{ kind: "value", slotId, code, before: old, after: fresh }];
      });
    });
}

const filesOf = (type: CallbackType, sent: Sent) => sent.files.filter(({ slotId }) => typeOfSlot(slotId) === type);

function fileChanges(type: CallbackType, before: Sent, after: Sent): Change[] {
  const [had, has] = [filesOf(type, before), filesOf(type, after)];
  const slotIds = [...new Set([...had, ...has].map(({ slotId }) => slotId))];
  const missingIn = (files: readonly SentFile[], others: readonly SentFile[], slotId: string) =>
    files
      .filter((file) => file.slotId === slotId && !others.some(({ fileId }) => fileId === file.fileId))
      .map(({ fileId }) => fileId);
  return slotIds.flatMap((slotId): Change[] => {
    const [gone, fresh] = [missingIn(had, has, slotId), missingIn(has, had, slotId)];
    return gone.length + fresh.length > 0 ? [{ kind: "file", slotId, before: gone, after: fresh }] : [];
  });
}

function pastAttempt<A extends AttemptFacts>(attempt: A, sendings: readonly SentFacts[]): PastAttempt<A> {
  const { type, submissionId } = attempt;
  const index = submissionId === null ? 0 : sendings.findIndex(({ id }) => id === submissionId);
  const after = sendings[index]?.sent ?? null;
  const before = index > 0 ? (sendings[index - 1]?.sent ?? null) : null;
  if (!after) return { ...attempt, changes: null, files: [] };
  if (!before) return { ...attempt, changes: null, files: attempt.attempt === 1 ? filesOf(type, after) : [] };
  const files = fileChanges(type, before, after);
  const changes = [
    ...answerChanges(type, before.answers, after.answers),
    ...valueChanges(type, before.answers, after.answers),
    ...files,
  ];
  const fresh = files.flatMap((change) =>
    change.kind === "file" ? change.after.map((fileId) => ({ fileId, slotId: change.slotId })) : [],
  );
  return { ...attempt, changes: changes.map(masked), files: fresh };
}

/** Every attempt of one section, the newest first. */
export function historyOf<A extends AttemptFacts>(
  type: CallbackType,
  attempts: readonly A[],
  sendings: readonly SentFacts[],
): PastAttempt<A>[] {
  return attempts
    .filter((attempt) => attempt.type === type)
    .sort((one, other) => other.attempt - one.attempt)
    .map((attempt) => pastAttempt(attempt, sendings));
}
