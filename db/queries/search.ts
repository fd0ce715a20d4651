/** What merchants are found by: the words of their names, and blind indexes of what belongs to people. */
import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import { blindIndex, emailIndex } from "../../lib/crypto/tokens";
import { type PersonKey, type PersonKind, personKeysIn, searchWords, wordsAsText } from "../../lib/domain/search-words";
import type { Db } from "../client";
import { applications, drafts, merchantWords, searchKeys, users } from "../schema";
import { findSent } from "./submissions";

/** Writes the words by which a merchant is found. There is always a row, so that it shows whether it was done. */
export async function writeMerchantWords(
  db: Db,
  applicationId: string,
  { businessName, brandName, needsAt }: { businessName: string; brandName: string | null; needsAt: Date | null },
): Promise<void> {
  const words = searchWords(`${businessName} ${brandName ?? ""}`);
  const names = wordsAsText(words);
  await db.delete(merchantWords).where(eq(merchantWords.applicationId, applicationId));
  await db
    .insert(merchantWords)
    .values((words.length > 0 ? words : [""]).map((word) => ({ word, applicationId, names, needsAt })));
}

/** The place of the merchant in the queue, beside its words. */
export async function placeMerchantWords(db: Db, applicationId: string, needsAt: Date | null): Promise<void> {
  await db.update(merchantWords).set({ needsAt }).where(eq(merchantWords.applicationId, applicationId));
}

const blindKey = ({ kind, value }: PersonKey): string =>
  kind === "email" ? emailIndex(value) : blindIndex(value, `search.${kind}`);

/** The parts of the answers in which something of a person stands. */
export const personParts: readonly string[] = ["profile", "contacts", "slots"];

/**
 * Brings the blind indexes of an application in line with its answers: those of the working copy and, where they are
 * others, those that DOKU has.
 */
export async function writeSearchKeys(db: Db, applicationId: string): Promise<void> {
  const parts = await db
    .select({ part: drafts.part, values: drafts.values })
    .from(drafts)
    .where(and(eq(drafts.applicationId, applicationId), inArray(drafts.part, [...personParts])));
  const sent = (await findSent(db, applicationId))?.answers;
  const atDoku = sent
    ? [
        ...personKeysIn("profile", sent.profile),
        ...personKeysIn("contacts", sent.contacts),
        ...personKeysIn("slots", sent.slotValues),
      ]
    : [];
  const keys = [...parts.flatMap(({ part, values }) => personKeysIn(part, values)), ...atDoku];
  const rows = keys.map((key) => ({ kind: key.kind, key: blindKey(key), applicationId }));
  await db.delete(searchKeys).where(eq(searchKeys.applicationId, applicationId));
  if (rows.length > 0) await db.insert(searchKeys).values(rows).onConflictDoNothing();
}

/** Applications with one of these, as a whole: by their answers, or by the address that their person signs in with. */
export async function findByPersonKeys(db: Db, keys: readonly PersonKey[], limit: number): Promise<string[]> {
  const ofKind = (kind: PersonKind) => keys.filter((key) => key.kind === kind).map(blindKey);
  if (keys.length === 0) return [];
  const inAnswers = await db
    .selectDistinct({ id: searchKeys.applicationId })
    .from(searchKeys)
    .where(or(...keys.map((key) => and(eq(searchKeys.kind, key.kind), eq(searchKeys.key, blindKey(key))))))
    .limit(limit);
  const addresses = ofKind("email");
  const signedUp =
    addresses.length === 0
      ? []
      : await db
          .select({ id: applications.id })
          .from(applications)
          .innerJoin(users, eq(users.id, applications.ownerId))
          .where(inArray(users.emailIndex, addresses))
          .orderBy(desc(applications.createdAt))
          .limit(limit);
  return [...new Set([...signedUp, ...inAnswers].map(({ id }) => id))].slice(0, limit);
}

/** Applications of before this version, that cannot be found by their names yet. */
export async function listUnindexed(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(
      sql`not exists (${db
        .select({ one: sql`1` })
        .from(merchantWords)
        .where(eq(merchantWords.applicationId, applications.id))})`,
    )
    .limit(limit);
  return rows.map(({ id }) => id);
}
