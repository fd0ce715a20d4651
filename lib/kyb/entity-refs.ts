/** Which of our own parts each of DOKU's entities is (contract section 9, A `entity-match`). Pure. */
import type { EntityClues } from "../doku/entities";
import type { Answers } from "../domain/business";
import { primaryContactKey } from "../domain/requirements";
import type { CallbackType } from "../domain/sections";

export type Clued = { type: CallbackType; entityId: string; name: string | null; clues: EntityClues };

/** What DOKU has, with the ids that its upload call gave our files. */
export type KnownParts = {
  contacts: Answers["contacts"]["contacts"];
  files: readonly { fileId: string; slotId: string; dokuFileId: string | null }[];
};

type Contact = KnownParts["contacts"][number];
const normal = (text: string) => text.trim().toLowerCase().replace(/\s+/g, " ");

/** The only one of a list, or null. */
const sole = <T>(list: readonly T[]): T | null => (list.length === 1 ? (list[0] ?? null) : null);

function contactOfFile(slotId: string, contacts: readonly Contact[]): string | null {
  const key = slotId.match(/^contact\.([^.]+)\./)?.[1];
  if (key && contacts.some((contact) => contact.key === key)) return key;
  return slotId.endsWith("OWNER_LIVENESS") ? primaryContactKey : null;
}

/** Get business data shows an e-mail as 30 characters at most (contract section 8). */
const shownEmail = (email: string) => normal(email).slice(0, 30);

/** The contact that a file of theirs tells, else an e-mail or a name that is one contact's alone. */
function toldContact({ name, clues }: Clued, { contacts, files }: KnownParts): string | null {
  const own = files.filter(({ dokuFileId }) => dokuFileId && clues.fileIds.includes(dokuFileId));
  const byFile = sole([...new Set(own.flatMap(({ slotId }) => contactOfFile(slotId, contacts) ?? []))]);
  if (byFile) return byFile;
  const { email } = clues;
  const byEmail = sole(contacts.filter((contact) => email && shownEmail(contact.email) === shownEmail(email)));
  const byName = sole(contacts.filter((contact) => name && normal(contact.name) === normal(name)));
  return (byEmail ?? byName)?.key ?? null;
}

/** One contact each, by entity id. Those that nothing tells, or that are told the same, go by place if none is missing. */
function contactRefs(entities: readonly Clued[], known: KnownParts): Map<string, string> {
  const told = entities.map((entity) => ({ entity, key: toldContact(entity, known) }));
  const isClear = (key: string | null) => key !== null && told.filter((one) => one.key === key).length === 1;
  const refs = new Map(
    told.flatMap(({ entity, key }) => (key && isClear(key) ? [[entity.entityId, key] as const] : [])),
  );
  const left = entities
    .filter(({ entityId }) => !refs.has(entityId))
    .sort((one, other) => one.clues.place - other.clues.place);
  const taken = new Set(refs.values());
  const free = [...known.contacts]
    .sort((one, other) => Number(other.key === primaryContactKey) - Number(one.key === primaryContactKey))
    .filter(({ key }) => !taken.has(key));
  if (left.length !== free.length) return refs;
  for (const [place, { entityId }] of left.entries()) {
    const contact = free[place];
    if (contact) refs.set(entityId, contact.key);
  }
  return refs;
}

function documentRef({ clues }: Clued, { files }: KnownParts): string | null {
  const byFile = files.find(({ dokuFileId }) => dokuFileId && clues.fileIds.includes(dokuFileId));
  if (byFile) return byFile.slotId;
  const ends = clues.code ? `.DOCUMENT.${clues.code}` : null;
  const byCode = files.filter(({ slotId }) => ends && slotId.endsWith(ends) && !slotId.startsWith("contact."));
  return sole([...new Set(byCode.map(({ slotId }) => slotId))]);
}

function photoRef({ clues }: Clued, { files }: KnownParts): string | null {
  return files.find(({ dokuFileId }) => dokuFileId && clues.fileIds.includes(dokuFileId))?.fileId ?? null;
}

/**
 * Our own key of each entity, by `type` and id joined with a line break: a contact's key, a document's slot, a photo's
 * file, a network's code. Left out where there is one only, and where nothing tells which.
 */
export function entityRefs(entities: readonly Clued[], known: KnownParts): Map<string, string> {
  const contacts = contactRefs(
    entities.filter(({ type }) => type === "BUSINESS_CONTACT"),
    known,
  );
  const refOf = (entity: Clued): string | null => {
    switch (entity.type) {
      case "BUSINESS_CONTACT":
        return contacts.get(entity.entityId) ?? null;
      case "BUSINESS_DOCUMENT":
        return documentRef(entity, known);
      case "BRAND_PHOTO_PROOF":
        return photoRef(entity, known);
      case "BRAND_SOCIAL_MEDIA":
        return entity.clues.code;
      default:
        return null;
    }
  };
  return new Map(
    entities.flatMap((entity) => {
      const ref = refOf(entity);
      return ref ? [[`${entity.type}\n${entity.entityId}`, ref] as const] : [];
    }),
  );
}
