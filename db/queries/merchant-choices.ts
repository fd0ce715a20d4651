/** Which merchants staff may mean when they narrow a list of records down to one. */
import { and, desc, eq, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import { searchWords } from "../../lib/domain/search-words";
import type { Db } from "../client";
import { applications, merchantWords } from "../schema";
import { brandIdInOrder, businessIdInOrder } from "../schema/desk-order";

const choice = { id: applications.id, businessName: applications.businessName };
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Each word begins a word of the name; the longest is looked up, the others are looked for in what it finds. */
function withWords(db: Db, words: readonly string[]): SQL {
  const [longest = "", ...others] = [...words].sort((one, other) => other.length - one.length);
  const rest = others.map((word) => ilike(merchantWords.names, `% ${word}%`));
  const found = db
    .select({ id: merchantWords.applicationId })
    .from(merchantWords)
    .where(and(sql`${merchantWords.word} like ${`${longest}%`}`, ...rest))
    .limit(200);
  return inArray(applications.id, found);
}

/** Merchants with this id of ours or of DOKU's, or with these beginnings of words in their name, the last changed first. */
export async function findMerchantChoices(db: Db, text: string, limit: number) {
  const lower = text.trim().toLowerCase();
  if (uuidPattern.test(lower)) return await db.select(choice).from(applications).where(eq(applications.id, lower));
  const words = searchWords(text);
  const byId = or(eq(businessIdInOrder(applications), lower), eq(brandIdInOrder(applications), lower));
  const where = words.length > 0 ? or(byId, withWords(db, words)) : byId;
  return await db.select(choice).from(applications).where(where).orderBy(desc(applications.updatedAt)).limit(limit);
}

/** The name of one merchant, or null when there is none with this id. */
export async function findMerchantName(db: Db, applicationId: string): Promise<string | null> {
  const rows = await db.select(choice).from(applications).where(eq(applications.id, applicationId));
  return rows[0]?.businessName ?? null;
}

/** The merchant with exactly this business or brand id of DOKU's, or null. */
export async function findMerchantByDokuId(db: Db, id: string): Promise<string | null> {
  const lower = id.toLowerCase();
  const [row] = await db
    .select({ id: applications.id })
    .from(applications)
    .where(or(eq(businessIdInOrder(applications), lower), eq(brandIdInOrder(applications), lower)))
    .limit(1);
  return row?.id ?? null;
}
