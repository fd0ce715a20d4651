/** Which of the changed sections are sent when the merchant presses now, and what the others wait for. Pure. */
import { type OpenEntity, type RefEntity, sharedFields } from "./correction";
import { type CorrectionInput, contactKeysIn, correctionOf, type SectionCorrection } from "./correction-plan";
import { hasBusinessNameAsBrand } from "./part-input";
import { primaryContactKey } from "./requirements";
import type { CallbackType } from "./sections";

/**
 * `unclear`: something of it is about a contact whom we cannot tell at DOKU yet · `shared`: it shares its name with a
 * section that cannot be sent · `held`: staff changed it, and the merchant has to look at it first.
 */
export type Wait = "unclear" | "shared" | "held";

export type JudgedSection = { section: SectionCorrection; isSent: boolean; waits: Wait | null };

/** The two sections that have one name and description in a sole proprietor's shop (contract section 8). */
export const namesakes: readonly CallbackType[] = ["BUSINESS", "BRAND"];

/** Whether the name or description that a sole proprietor's business and brand share was changed. */
export function hasSharedChanges({ changes }: SectionCorrection, kind: CorrectionInput["form"]["kind"]): boolean {
  const isShared = changes.some(
    (change) => change.kind === "field" && change.part === "profile" && sharedFields.includes(change.field),
  );
  return isShared && hasBusinessNameAsBrand(kind);
}

/** The only one of a list, or null. */
const sole = <T>(list: readonly T[]): T | null => (list.length === 1 ? (list[0] ?? null) : null);

/**
 * A contact that could not be told is the one that nothing else is. Where doubt is left it is not sent, whoever was
 * changed: under DOKU's id of another person it would overwrite that person.
 */
function withNamedContacts(input: CorrectionInput, entities: readonly RefEntity[]): CorrectionInput {
  const isUnnamed = ({ type, ref }: OpenEntity) => type === "BUSINESS_CONTACT" && ref === null;
  const unnamed = input.open.filter(isUnnamed);
  if (unnamed.length === 0) return input;
  const taken = entities.flatMap(({ type, ref }) => (type === "BUSINESS_CONTACT" && ref ? [ref] : []));
  const free = contactKeysIn(input.sent).filter((key) => !taken.includes(key));
  const ref = sole(unnamed) && sole(free);
  const open = input.open.flatMap((one) => (isUnnamed(one) ? (ref ? [{ ...one, ref }] : []) : [one]));
  return { ...input, open };
}

function changedContacts({ changes, slots }: SectionCorrection): string[] {
  const keys = changes.map((change) => {
    if (change.kind === "field") return change.contactKey;
    return slots.find(({ id }) => id === change.slotId)?.contactKey ?? primaryContactKey;
  });
  return [...new Set(keys.flatMap((key) => key ?? []))];
}

/** @param named the same section with the contacts that could be told; undefined when none could */
function judgeOne(section: SectionCorrection, named: SectionCorrection | undefined): JudgedSection {
  if (section.type !== "BUSINESS_CONTACT") return { section, isSent: section.state === "ready", waits: null };
  const told = named ? changedContacts(named) : [];
  const waits = changedContacts(section).every((key) => told.includes(key)) ? null : "unclear";
  if (!named || (named.state === "unchanged" && waits)) return { section, isSent: false, waits };
  return { section: named, isSent: named.state === "ready", waits };
}

/** Sections whose new name cannot go, since the other that has it is incomplete or suspended. */
function withoutStuckNames(
  sections: readonly JudgedSection[],
  { form }: CorrectionInput,
  entities: readonly RefEntity[],
): JudgedSection[] {
  const isStuck = namesakes.some(
    (type) =>
      sections.some(({ section }) => section.type === type && section.state === "incomplete") ||
      entities.some((entity) => entity.type === type && entity.state === "suspended"),
  );
  return sections.map((one) =>
    isStuck && one.isSent && hasSharedChanges(one.section, form.kind)
      ? { ...one, isSent: false, waits: "shared" }
      : one,
  );
}

/**
 * Every open section, whether it is sent now, and what it waits for where it is not. The plan and every page ask here,
 * so that what is offered is what is sent.
 * @param entities all of DOKU's entities, open or not
 * @returns `input` with the contacts that could be told
 */
export function judgeCorrection(
  given: CorrectionInput,
  entities: readonly RefEntity[],
): { input: CorrectionInput; sections: JudgedSection[] } {
  const input = withNamedContacts(given, entities);
  const named = correctionOf(input);
  const judged = correctionOf(given).map((section) =>
    judgeOne(
      section,
      named.find(({ type }) => type === section.type),
    ),
  );
  const sections = withoutStuckNames(judged, input, entities).map(
    (one): JudgedSection =>
      one.isSent && input.held?.includes(one.section.type) ? { ...one, isSent: false, waits: "held" } : one,
  );
  return { input, sections };
}
