/** What a merchant filled in, as lines for staff; personal numbers masked unless asked for. */
import type { Change } from "@/lib/domain/correction-plan";
import { maskNumber } from "@/lib/domain/mask";

export type AnswerLine = {
  /** Where its label stands: part and field, as in messages `parts.<part>.fields.<field>`. */
  part: string;
  field: string;
  /** Position in a list of contacts or accounts, from 1; null outside lists. */
  item: number | null;
  value: string;
};

/** Fields that hold a number which identifies a person or an account. */
const personalNumbers = new Set(["phone", "accountNumber"]);
/** Ours alone: what ties a contact to its files. */
const internal = new Set(["key"]);

function linesOf(part: string, values: Record<string, unknown>, item: number | null, whole: boolean): AnswerLine[] {
  return Object.entries(values).flatMap(([field, value]): AnswerLine[] => {
    if (internal.has(field) || typeof value !== "string" || value.trim() === "") return [];
    const shown = personalNumbers.has(field) && !whole ? maskNumber(value) : value;
    return [{ part, field, item, value: shown }];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The lines of one part of the draft, valid or not. `whole` shows personal numbers in full. */
export function answerLines(part: string, values: Record<string, unknown>, whole: boolean): AnswerLine[] {
  const listed = Object.values(values).flatMap((value) =>
    Array.isArray(value) ? value.filter(isRecord).flatMap((item, index) => linesOf(part, item, index + 1, whole)) : [],
  );
  return [...linesOf(part, values, null, whole), ...listed];
}

/** Values typed beside files, such as the NIK: all of them are personal or official numbers. */
export function slotLines(
  values: Record<string, unknown>,
  whole: boolean,
): { slotId: string; code: string; value: string }[] {
  return Object.entries(values).flatMap(([slotId, forms]) =>
    isRecord(forms)
      ? Object.entries(forms).flatMap(([code, value]) =>
          typeof value === "string" && value !== "" ? [{ slotId, code, value: whole ? value : maskNumber(value) }] : [],
        )
      : [],
  );
}

/** A change as staff see it. Values beside files are numbers, all of them. */
export function shownChange(change: Change, whole: boolean): Change {
  const isNumber = change.kind === "value" || (change.kind === "field" && personalNumbers.has(change.field));
  if (change.kind === "file" || !isNumber || whole) return change;
  return { ...change, before: maskNumber(change.before), after: maskNumber(change.after) };
}
