/** How the merchant's working copy differs from what DOKU has, section by section, and what of it can be sent. Pure. */
import type { Answers, BusinessPart } from "./business";
import {
  type OpenEntity,
  partsOfSection,
  type RefEntity,
  scopeOfPart,
  sharedFields,
  slotsOfEntity,
  withinScope,
} from "./correction";
import { slotValueSchema } from "./fields/slot-value";
import { hasBusinessNameAsBrand, inputOf, partSchemaFor } from "./part-input";
import { type ApplicationForm, neededSlots } from "./progress";
import type { Slot } from "./requirements";
import { type FieldIssue, issueOf, issuesOf } from "./results";
import { type CallbackType, verdictTypes } from "./sections";
import type { CorrectionTarget, Sent, TargetEntity } from "./sent";

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
};

type Values = Record<string, unknown>;
type Contact = Answers["contacts"]["contacts"][number];

const contactKeysIn = (sent: Sent) => sent.answers.contacts.contacts.map(({ key }) => key);
const text = (value: unknown) => (typeof value === "string" ? value : "");

/** One part with the section's open fields taken from the working copy and all others from what DOKU has. */
function currentPart(part: BusinessPart, base: Answers, { sent, form }: CorrectionInput, open: readonly OpenEntity[]) {
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

function partChanges(part: BusinessPart, before: Answers, output: unknown): Change[] {
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
  for (const { code, mandatory } of slot.requirement.forms) {
    const was = sent.answers.slotValues[slot.id]?.[code] ?? "";
    const typed = form.slotValues[slot.id]?.[code]?.trim() ?? was;
    if (typed === was) continue;
    if (typed === "" && !mandatory) {
      changes.push({ kind: "value", slotId: slot.id, code, before: was, after: "" });
      continue;
    }
    const parsed = slotValueSchema(code).safeParse(typed);
    if (!parsed.success) issues.push(issueOf(code, parsed.error.issues[0]?.message));
    else if (parsed.data !== was)
      changes.push({ kind: "value", slotId: slot.id, code, before: was, after: parsed.data });
  }
  const isMissing = slot.requirement.mandatory && !files.some(({ slotId }) => slotId === slot.id);
  return { changes, issues, isMissing };
}

function sectionCorrection(type: CallbackType, input: CorrectionInput): SectionCorrection {
  const { sent, form } = input;
  const open = input.open.filter((entity) => entity.type === type);
  const slots = neededSlots(form);
  const ids = new Set(open.flatMap((one) => slotsOfEntity(one, slots, contactKeysIn(sent)).map(({ id }) => id)));
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

/** Which open entities a section's changes are about, and what becomes of each. */
function targetsOf(section: SectionCorrection, { sent }: CorrectionInput, next: Answers): TargetEntity[] {
  const { type, open, changes } = section;
  const target = ({ entityId }: OpenEntity, effect: TargetEntity["effect"] = "review") => ({ type, entityId, effect });
  const keys = contactKeysIn(sent);
  const isInSlots = (entity: OpenEntity) => {
    const own = slotsOfEntity(entity, section.slots, keys).map(({ id }) => id);
    return changes.some((change) => change.kind !== "field" && own.includes(change.slotId));
  };
  switch (type) {
    case "BRAND_PHOTO_PROOF": {
      const fresh = changes.flatMap((change) => (change.kind === "file" ? change.after : []));
      return open.map((entity, index) => target(entity, index < fresh.length ? "review" : "drop"));
    }
    case "BRAND_SOCIAL_MEDIA": {
      const changed = changes.flatMap((change) => (change.kind === "field" ? [change.field] : []));
      const left = next.social.accounts.map(({ code }) => code as string);
      return open
        .filter(({ ref }) => ref === null || changed.includes(ref))
        .map((entity) => target(entity, entity.ref === null || left.includes(entity.ref) ? "review" : "drop"));
    }
    case "BUSINESS_CONTACT":
      return open
        .filter((entity) => {
          const key = entity.ref ?? (keys.length === 1 ? keys[0] : null);
          const isOwn = (change: Change) => change.kind === "field" && (!key || change.contactKey === key);
          return changes.some(isOwn) || isInSlots(entity);
        })
        .map((entity) => target(entity));
    case "BUSINESS_DOCUMENT":
      return open.filter(isInSlots).map((entity) => target(entity));
    default:
      return open.map((entity) => target(entity));
  }
}

function withSlotValues(answers: Answers, section: SectionCorrection): Answers {
  const slotValues = { ...answers.slotValues };
  for (const change of section.changes) {
    if (change.kind !== "value") continue;
    const { [change.code]: _, ...others } = slotValues[change.slotId] ?? {};
    slotValues[change.slotId] = change.after === "" ? others : { ...others, [change.code]: change.after };
  }
  return { ...answers, slotValues };
}

function withSection(answers: Answers, section: SectionCorrection, input: CorrectionInput): Answers {
  let next = withSlotValues(answers, section);
  for (const part of section.parts) {
    const parsed = currentPart(part, next, input, section.open);
    if (parsed.success) next = { ...next, [part]: { ...(next[part] as Values), ...(parsed.data as Values) } };
  }
  if (!hasBusinessNameAsBrand(input.form.kind)) return next;
  const { name, description } = next.profile;
  return { ...next, brand: { ...next.brand, name, description } };
}

function nextFiles(sections: readonly SectionCorrection[], sent: Sent): Sent["files"] {
  const changes = sections.flatMap(({ changes }) => changes.filter((change) => change.kind === "file"));
  const gone = new Set(changes.flatMap(({ before }) => before));
  const fresh = changes.flatMap(({ slotId, after }) => after.map((fileId) => ({ fileId, slotId })));
  return [...sent.files.filter(({ fileId }) => !gone.has(fileId)), ...fresh];
}

/** Name and description stand with both a sole proprietor's business and its brand, so changing one sends both. */
function linkedTypes(sections: readonly SectionCorrection[], { form }: CorrectionInput): CallbackType[] {
  const isShared = sections.some(({ changes }) =>
    changes.some(
      (change) => change.kind === "field" && change.part === "profile" && sharedFields.includes(change.field),
    ),
  );
  return isShared && hasBusinessNameAsBrand(form.kind) ? ["BUSINESS", "BRAND"] : [];
}

function replacesOf(sections: readonly SectionCorrection[]): Record<string, string> {
  const pairs = sections.flatMap(({ type, open, changes }) =>
    changes.flatMap((change) => {
      if (change.kind !== "file") return [];
      if (type === "BUSINESS_DOCUMENT") {
        const entity = open.find(({ ref }) => ref === change.slotId);
        return change.after.flatMap((fileId) => (entity ? [[fileId, entity.entityId] as const] : []));
      }
      if (type !== "BRAND_PHOTO_PROOF") return [];
      return change.after.flatMap((fileId, index) => {
        const entity = open[index];
        return entity ? [[fileId, entity.entityId] as const] : [];
      });
    }),
  );
  return Object.fromEntries(pairs);
}

/**
 * What is sent when the merchant presses now: the sections that are ready and nothing else, or null when there is none.
 * @param entities all of DOKU's entities, open or not: some parts are sent along with others
 */
export function planCorrection(
  input: CorrectionInput,
  entities: readonly RefEntity[],
): { sent: Sent; target: Omit<CorrectionTarget, "changeIds"> } | null {
  const ready = correctionOf(input).filter(({ state }) => state === "ready");
  if (ready.length === 0) return null;
  const answers = ready.reduce((next, section) => withSection(next, section, input), input.sent.answers);
  const linked = linkedTypes(ready, input);
  const types = verdictTypes.filter((type) => ready.some((one) => one.type === type) || linked.includes(type));
  const own = ready.flatMap((section) => targetsOf(section, input, answers));
  const along = entities
    .filter(({ type }) => linked.includes(type) && !own.some((target) => target.type === type))
    .map(({ type, entityId }): TargetEntity => ({ type, entityId, effect: "review" }));
  const targets = [...own, ...along];
  const keys = contactKeysIn(input.sent);
  const idOf = (type: CallbackType) => targets.find((target) => target.type === type)?.entityId ?? null;
  const byRef = (type: CallbackType, sole: string | null) =>
    Object.fromEntries(
      input.open
        .filter((one) => targets.some((target) => target.type === type && target.entityId === one.entityId))
        .flatMap((one) => {
          const ref = one.ref ?? sole;
          return ref ? [[ref, one.entityId] as const] : [];
        }),
    );
  const social = ready.find(({ type }) => type === "BRAND_SOCIAL_MEDIA");
  const scope = social && scopeOfPart("social", social.open, { kind: input.form.kind, contactKeys: keys });
  const locked = (code: string) => {
    const had = input.sent.answers.social.accounts.some((account) => account.code === code);
    return had && scope?.keys != null && !scope.keys.includes(code);
  };
  return {
    sent: { answers, files: nextFiles(ready, input.sent) },
    target: {
      cause: ready.some(({ cause }) => cause === "correction") ? "correction" : "change",
      types,
      entities: targets,
      ids: {
        address: idOf("BUSINESS_ADDRESS"),
        bank: idOf("BUSINESS_BANK"),
        contacts: byRef("BUSINESS_CONTACT", keys.length === 1 ? (keys[0] ?? null) : null),
        socialMedia: byRef("BRAND_SOCIAL_MEDIA", null),
      },
      replaces: replacesOf(ready),
      newFileIds: ready.flatMap(({ changes }) => changes.flatMap((one) => (one.kind === "file" ? one.after : []))),
      socialCodes: social
        ? [...new Set(answers.social.accounts.map(({ code }) => code as string))].filter((code) => !locked(code))
        : [],
    },
  };
}
