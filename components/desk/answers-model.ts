/** What a merchant filled in, as lines for staff. Personal numbers are told apart, and have names by which they are revealed. */
import type { Change } from "@/lib/domain/correction-plan";
import { cleanText } from "@/lib/domain/fields/clean-text";
import { maskNumber } from "@/lib/domain/mask";
import type { CallbackType } from "@/lib/domain/sections";

export type AnswerLine = {
  /** Where its label stands: part and field, as in messages `parts.<part>.fields.<field>`. */
  part: string;
  field: string;
  /** Position in a list of contacts or accounts, from 1; null outside lists. */
  item: number | null;
  /** Masked where it is personal. */
  value: string;
  /** The name under which a personal number is revealed; null for everything else. */
  secret: string | null;
};

/** A personal number under its name. Stays on the server until somebody asks for it. */
export type PersonalNumber = { secret: string; value: string };

/** Fields that hold a number which identifies a person or an account. */
const personalNumbers = new Set(["phone", "accountNumber"]);
/** Ours alone: what ties a contact to its files. */
const internal = new Set(["key"]);

type RawLine = Omit<AnswerLine, "value" | "secret"> & PersonalNumber & { isPersonal: boolean };

function rawLinesOf(part: string, values: Record<string, unknown>, item: number | null): RawLine[] {
  return Object.entries(values).flatMap(([field, value]): RawLine[] => {
    if (internal.has(field) || typeof value !== "string") return [];
    // A draft holds what was typed as it came, and nothing invisible may turn it about for staff.
    const shown = cleanText(value);
    if (shown === "") return [];
    const secret = ["answers", part, ...(item === null ? [] : [item]), field].join("/");
    return [{ part, field, item, value: shown, secret, isPersonal: personalNumbers.has(field) }];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function rawAnswers(part: string, values: Record<string, unknown>): RawLine[] {
  const listed = Object.values(values).flatMap((value) =>
    Array.isArray(value) ? value.filter(isRecord).flatMap((item, index) => rawLinesOf(part, item, index + 1)) : [],
  );
  return [...rawLinesOf(part, values, null), ...listed];
}

/** The lines of one part of the draft, valid or not. */
export function answerLines(part: string, values: Record<string, unknown>): AnswerLine[] {
  return rawAnswers(part, values).map(({ isPersonal, value, secret, ...line }) =>
    isPersonal ? { ...line, value: maskNumber(value), secret } : { ...line, value, secret: null },
  );
}

type SlotLine = { slotId: string; code: string; value: string; secret: string };

function rawSlotLines(values: Record<string, unknown>): SlotLine[] {
  return Object.entries(values).flatMap(([slotId, forms]) =>
    isRecord(forms)
      ? Object.entries(forms).flatMap(([code, value]) =>
          typeof value === "string" && value !== ""
            ? [{ slotId, code, value, secret: `beside/${slotId}/${code}` }]
            : [],
        )
      : [],
  );
}

/** Values typed beside files, such as the NIK: all of them are personal or official numbers. */
export const slotLines = (values: Record<string, unknown>): SlotLine[] =>
  rawSlotLines(values).map((line) => ({ ...line, value: maskNumber(line.value) }));

type Side = "before" | "after";

/** The name of a number in a change of the working copy; null where the change is about none. */
export function changeSecret(type: CallbackType, change: Change, side: Side): string | null {
  if (change.kind === "value") return `changes/${type}/${change.slotId}/${change.code}/${side}`;
  if (change.kind === "file" || !personalNumbers.has(change.field)) return null;
  return ["changes", type, change.part, ...(change.contactKey ? [change.contactKey] : []), change.field, side].join(
    "/",
  );
}

type Submitted = {
  parts: readonly { part: string; values: Record<string, unknown> }[];
  slotValues: Record<string, unknown>;
  workingCopy: readonly { type: CallbackType; changes: readonly Change[] }[];
};

/** Every personal number of a merchant's page. */
export function personalNumbersOf({ parts, slotValues, workingCopy }: Submitted): PersonalNumber[] {
  const answers = parts.flatMap(({ part, values }) => rawAnswers(part, values).filter(({ isPersonal }) => isPersonal));
  const changed = workingCopy.flatMap(({ type, changes }) =>
    changes.flatMap((change) =>
      (["before", "after"] as const).flatMap((side) => {
        const secret = changeSecret(type, change, side);
        return secret && change.kind !== "file" ? [{ secret, value: change[side] }] : [];
      }),
    ),
  );
  return [...answers, ...rawSlotLines(slotValues), ...changed].map(({ secret, value }) => ({ secret, value }));
}

/** Whether a number is meant: by its own name, or by the beginning that it shares with the rest of its section. */
export const isMeant = (secret: string, wanted: string) => secret === wanted || secret.startsWith(`${wanted}/`);
