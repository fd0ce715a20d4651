/** What of a correction is sent now, and as which of DOKU's entities (contract section 2, A `update-lists`). Pure. */
import type { Answers } from "./business";
import { type OpenEntity, type RefEntity, scopeOfPart, slotsOfEntity } from "./correction";
import {
  type Change,
  type CorrectionInput,
  contactKeysIn,
  currentPart,
  type SectionCorrection,
} from "./correction-plan";
import { hasSharedChanges, judgeCorrection, namesakes } from "./correction-ready";
import { hasBusinessNameAsBrand } from "./part-input";
import { type CallbackType, verdictTypes } from "./sections";
import type { CorrectionTarget, Sent, TargetEntity } from "./sent";

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
      // A refused link that the new list left out would be taken away, so one that was not changed is sent again too.
      const left = next.social.accounts.map(({ code }) => code as string);
      return open.map((entity) => target(entity, entity.ref === null || left.includes(entity.ref) ? "review" : "drop"));
    }
    case "BUSINESS_CONTACT":
      return open
        .filter((entity) => {
          const isOwn = (change: Change) => change.kind === "field" && change.contactKey === entity.ref;
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
    if (parsed.success) next = { ...next, [part]: { ...next[part], ...(parsed.data as object) } };
  }
  if (!section.parts.includes("profile") || !hasBusinessNameAsBrand(input.form.kind)) return next;
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
function linkedTypes(sections: readonly SectionCorrection[], { form }: CorrectionInput): readonly CallbackType[] {
  return sections.some((section) => hasSharedChanges(section, form.kind)) ? namesakes : [];
}

/** Networks whose links are sent: new ones and the open ones. An approved one that is left out stays. */
function socialCodesOf(ready: readonly SectionCorrection[], { sent, form }: CorrectionInput, next: Answers): string[] {
  const social = ready.find(({ type }) => type === "BRAND_SOCIAL_MEDIA");
  if (!social) return [];
  const keys = scopeOfPart("social", social.open, { kind: form.kind, contactKeys: contactKeysIn(sent) })?.keys ?? null;
  const had = new Set<string>(sent.answers.social.accounts.map(({ code }) => code));
  const codes = [...new Set<string>(next.social.accounts.map(({ code }) => code))];
  return codes.filter((code) => keys === null || keys.includes(code) || !had.has(code));
}

type SentSlot = { slotId: string; fileIds: string[] };

/** Of documents and photos the new files; a document whose typed values alone were changed goes with its old file. */
function filesToSend({ type, changes }: SectionCorrection, sent: Sent): SentSlot[] {
  const fresh = changes.flatMap((one) => (one.kind === "file" ? [{ slotId: one.slotId, fileIds: one.after }] : []));
  if (type !== "BUSINESS_DOCUMENT") return fresh;
  const typed = changes.flatMap((one) => (one.kind === "value" ? [one.slotId] : []));
  const only = [...new Set(typed)].filter((id) => !fresh.some(({ slotId }) => slotId === id));
  const kept = only.map((id) => ({
    slotId: id,
    fileIds: sent.files.filter(({ slotId }) => slotId === id).map(({ fileId }) => fileId),
  }));
  return [...fresh, ...kept];
}

function replacesOf(sections: readonly SectionCorrection[], sent: Sent): Record<string, string> {
  const pairs = sections.flatMap((section) =>
    filesToSend(section, sent).flatMap(({ slotId, fileIds }) =>
      fileIds.flatMap((fileId, index) => {
        const { type, open } = section;
        if (type !== "BUSINESS_DOCUMENT" && type !== "BRAND_PHOTO_PROOF") return [];
        const entity = type === "BUSINESS_DOCUMENT" ? open.find(({ ref }) => ref === slotId) : open[index];
        return entity ? [[fileId, entity.entityId] as const] : [];
      }),
    ),
  );
  return Object.fromEntries(pairs);
}

/**
 * What is sent when the merchant presses now: the sections that are ready and nothing else, or null when there is none.
 * @param entities all of DOKU's entities, open or not: some parts are sent along with others
 */
export function planCorrection(
  given: CorrectionInput,
  entities: readonly RefEntity[],
): { sent: Sent; target: Omit<CorrectionTarget, "changeIds"> } | null {
  const { input, sections } = judgeCorrection(given, entities);
  const ready = sections.flatMap(({ section, isSent }) => (isSent ? [section] : []));
  if (ready.length === 0) return null;
  const answers = ready.reduce((next, section) => withSection(next, section, input), input.sent.answers);
  const linked = linkedTypes(ready, input);
  const types = verdictTypes.filter((type) => ready.some((one) => one.type === type) || linked.includes(type));
  const own = ready.flatMap((section) => targetsOf(section, input, answers));
  const along = entities
    .filter(({ type }) => linked.includes(type) && !own.some((target) => target.type === type))
    .map(({ type, entityId }): TargetEntity => ({ type, entityId, effect: "review" }));
  const targets = [...own, ...along];
  const isSent = (one: OpenEntity) =>
    targets.some(({ type, entityId, effect }) => type === one.type && entityId === one.entityId && effect === "review");
  const idOf = (type: CallbackType) => targets.find((target) => target.type === type)?.entityId ?? null;
  const idsByRef = (type: CallbackType) =>
    Object.fromEntries(
      input.open.flatMap((one) => (one.type === type && isSent(one) && one.ref ? [[one.ref, one.entityId]] : [])),
    );
  return {
    sent: { answers, files: nextFiles(ready, input.sent) },
    target: {
      cause: ready.some(({ cause }) => cause === "correction") ? "correction" : "change",
      types,
      entities: targets,
      ids: {
        address: idOf("BUSINESS_ADDRESS"),
        bank: idOf("BUSINESS_BANK"),
        contacts: idsByRef("BUSINESS_CONTACT"),
        socialMedia: idsByRef("BRAND_SOCIAL_MEDIA"),
      },
      replaces: replacesOf(ready, input.sent),
      newFileIds: ready.flatMap((section) => filesToSend(section, input.sent).flatMap(({ fileIds }) => fileIds)),
      socialCodes: socialCodesOf(ready, input, answers),
    },
  };
}
