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

/** By a file of theirs, then by an address or a name that is one contact's alone, then by place where none is missing. */
function contactRef(entity: Clued, place: number, count: number, { contacts, files }: KnownParts): string | null {
  const { fileIds, email } = entity.clues;
  const own = files.filter(({ dokuFileId }) => dokuFileId && fileIds.includes(dokuFileId));
  const byFile = sole([...new Set(own.flatMap(({ slotId }) => contactOfFile(slotId, contacts) ?? []))]);
  if (byFile) return byFile;
  const byEmail = sole(contacts.filter((contact) => email && normal(contact.email) === normal(email)));
  if (byEmail) return byEmail.key;
  const byName = sole(contacts.filter((contact) => entity.name && normal(contact.name) === normal(entity.name)));
  if (byName) return byName.key;
  const inOrder = [...contacts].sort(
    (a, b) => Number(b.key === primaryContactKey) - Number(a.key === primaryContactKey),
  );
  return count === contacts.length ? (inOrder[place]?.key ?? null) : null;
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
 * file, a network's code. Left out where there is one only, and where nothing tells.
 */
export function entityRefs(entities: readonly Clued[], known: KnownParts): Map<string, string> {
  const contacts = entities.filter(({ type }) => type === "BUSINESS_CONTACT");
  const refOf = (entity: Clued): string | null => {
    switch (entity.type) {
      case "BUSINESS_CONTACT":
        return contactRef(entity, contacts.indexOf(entity), contacts.length, known);
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
