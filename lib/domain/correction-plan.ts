/** How the merchant's working copy differs from what DOKU has, section by section. What of it is sent: correction-target. Pure. */
import type { Answers, BusinessPart } from "./business";
import { type OpenEntity, partsOfSection, scopeOfPart, slotsOfEntity, withinScope } from "./correction";
import { slotValueSchema } from "./fields/slot-value";
import { inputOf, partSchemaFor } from "./part-input";
import type { ApplicationForm } from "./progress";
import { type Slot, slotsOf } from "./requirements";
import { type FieldIssue, issueOf, issuesOf } from "./results";
import { type CallbackType, verdictTypes } from "./sections";
import type { Sent } from "./sent";

/** One difference. `contactKey` for a contact's field; `before` and `after` of a file are ids of ours. */
export type Change =
  | { kind: "field"; part: BusinessPart; contactKey: string | null; field: string; before: string; after: string }
  | { kind: "value"; slotId: string; code: string; before: string; after: string }
  | { kind: "file"; slotId: string; before: string[]; after: string[] };

export type SectionCorrection = {
  type: CallbackType;
  cause: "correction" | "change";
  open: OpenEntity[];
  /** The parts of the answers, and the slots of the files, in which it is corrected. */
  parts: BusinessPart[];
  slots: Slot[];
  /** `incomplete`: something is missing or not accepted, so it is not sent with the others. */
  state: "unchanged" | "incomplete" | "ready";
  changes: Change[];
  /** Faults, by part, and by slot for the values typed beside files; an empty list for a slot means its file is missing. */
  issues: { part: BusinessPart | null; slotId: string | null; issues: FieldIssue[] }[];
};

export type CorrectionInput = {
  /** What DOKU has. */
  sent: Sent;
  /** The working copy: what is typed, and the files that are there now. */
  form: ApplicationForm;
  files: readonly { id: string; slotId: string }[];
  open: readonly OpenEntity[];
  /** Changed by staff, and the merchant, whose press it is, has not looked at them yet (lib/onboarding/held-sections). */
  held?: readonly CallbackType[];
};

type Values = Record<string, unknown>;
type Contact = Answers["contacts"]["contacts"][number];

/** The contacts that DOKU has, by our key: a correction adds none and takes none away. */
export const contactKeysIn = (sent: Sent): string[] => sent.answers.contacts.contacts.map(({ key }) => key);
const text = (value: unknown) => (typeof value === "string" ? value : "");

/** One part with the section's open fields taken from the working copy and all others from what DOKU has. */
export function currentPart(
  part: BusinessPart,
  base: Answers,
  { sent, form }: CorrectionInput,
  open: readonly OpenEntity[],
) {
  const scope = scopeOfPart(part, open, { kind: form.kind, contactKeys: contactKeysIn(sent) });
  const before = base[part] as Values;
  const typed = Object.entries(form.parts[part].values).filter(([, value]) => value !== undefined);
  const values = scope ? withinScope(part, before, Object.fromEntries(typed), scope) : before;
  return partSchemaFor(part, form.kind).safeParse(inputOf(part, values));
}

function fieldChanges(part: BusinessPart, before: Values, after: Values, contactKey: string | null): Change[] {
  return Object.keys(after).flatMap((field) => {
    const [was, is] = [text(before[field]), text(after[field])];
    return was === is ? [] : [{ kind: "field" as const, part, contactKey, field, before: was, after: is }];
  });
}

function contactChanges(before: readonly Contact[], after: readonly Contact[]): Change[] {
  return after.flatMap((contact) => {
    const was = before.find(({ key }) => key === contact.key) ?? {};
    return fieldChanges("contacts", was, contact, contact.key);
  });
}

type Account = Answers["social"]["accounts"][number];

/** One line a network: its links before and now. */
function socialChanges(before: readonly Account[], after: readonly Account[]): Change[] {
  const codes = [...new Set([...before, ...after].map(({ code }) => code))];
  const links = (accounts: readonly Account[], code: string) =>
    accounts.flatMap((account) => (account.code === code ? [account.url] : [])).join(", ");
  return codes.flatMap((code) => {
    const [was, is] = [links(before, code), links(after, code)];
    return was === is
      ? []
      : [{ kind: "field" as const, part: "social" as const, contactKey: null, field: code, before: was, after: is }];
  });
}

/** How one part of the answers differs from what was there before; `output` as its schema gives it. */
export function partChanges(part: BusinessPart, before: Answers, output: unknown): Change[] {
  if (part === "contacts") return contactChanges(before.contacts.contacts, (output as Answers["contacts"]).contacts);
  if (part === "social") return socialChanges(before.social.accounts, (output as Answers["social"]).accounts);
  return fieldChanges(part, before[part], output as Values, null);
}

/** Our files of the slot: what DOKU refused or has there, and what has come since. */
function filesOf(slot: Slot, { sent, files }: CorrectionInput, open: readonly OpenEntity[]) {
  const had = sent.files.filter(({ slotId }) => slotId === slot.id).map(({ fileId }) => fileId);
  const fresh = files.filter(({ id, slotId }) => slotId === slot.id && !had.includes(id)).map(({ id }) => id);
  // Of several photos only the refused ones give way.
  const refs = open.flatMap(({ type, ref }) => (type === "BRAND_PHOTO_PROOF" && ref ? [ref] : []));
  return { before: slot.multiple ? had.filter((id) => refs.includes(id)) : had, fresh };
}

function slotCorrection(slot: Slot, input: CorrectionInput, open: readonly OpenEntity[]) {
  const { sent, form, files } = input;
  const { before, fresh } = filesOf(slot, input, open);
  const changes: Change[] = fresh.length > 0 ? [{ kind: "file", slotId: slot.id, before, after: fresh }] : [];
  const issues: FieldIssue[] = [];
  // Values go to DOKU with their file, so without one there is nothing to say.
  const hasFile = files.some(({ slotId }) => slotId === slot.id);
  for (const { code, mandatory } of hasFile ? slot.requirement.forms : []) {
    const was = sent.answers.slotValues[slot.id]?.[code] ?? "";
    const typed = form.slotValues[slot.id]?.[code]?.trim() ?? was;
    const isNewlyAsked = typed === "" && mandatory && fresh.length > 0;
    if (typed === was && !isNewlyAsked) continue;
    if (typed === "" && !mandatory) {
      changes.push({ kind: "value", slotId: slot.id, code, before: was, after: "" });
      continue;
    }
    const parsed = slotValueSchema(code).safeParse(typed);
    if (!parsed.success) issues.push(issueOf(code, parsed.error.issues[0]?.message));
    else if (parsed.data !== was)
      changes.push({ kind: "value", slotId: slot.id, code, before: was, after: parsed.data });
  }
  const isMissing = slot.requirement.mandatory && !hasFile;
  return { changes, issues, isMissing };
}

function sectionCorrection(type: CallbackType, input: CorrectionInput): SectionCorrection {
  const { sent, form } = input;
  const open = input.open.filter((entity) => entity.type === type);
  const keys = contactKeysIn(sent);
  const slots = slotsOf(form.requirements ?? [], keys);
  const ids = new Set(open.flatMap((one) => slotsOfEntity(one, slots, keys).map(({ id }) => id)));
  const own = slots.filter(({ id }) => ids.has(id));
  const parts = partsOfSection(type, form.kind);
  const changes: Change[] = [];
  const issues: SectionCorrection["issues"] = [];
  for (const part of parts) {
    const parsed = currentPart(part, sent.answers, input, open);
    if (parsed.success) changes.push(...partChanges(part, sent.answers, parsed.data));
    else issues.push({ part, slotId: null, issues: issuesOf(parsed.error) });
  }
  for (const slot of own) {
    const found = slotCorrection(slot, input, open);
    changes.push(...found.changes);
    if (found.isMissing || found.issues.length > 0) issues.push({ part: null, slotId: slot.id, issues: found.issues });
  }
  const state = issues.length > 0 ? "incomplete" : changes.length > 0 ? "ready" : "unchanged";
  return { type, cause: open[0]?.cause ?? "correction", open, parts, slots: own, state, changes, issues };
}

/** Every open section with what was changed in it so far, in reading order. */
export function correctionOf(input: CorrectionInput): SectionCorrection[] {
  return verdictTypes
    .filter((type) => input.open.some((entity) => entity.type === type))
    .map((type) => sectionCorrection(type, input));
}
