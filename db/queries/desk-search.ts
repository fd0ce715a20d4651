/** Which merchants a search means: the beginnings of words in their names, or the beginning of an id of DOKU's. */
import { and, eq, type SQL, sql } from "drizzle-orm";
import { searchWords } from "../../lib/domain/search-words";
import type { Db } from "../client";
import { applications, merchantWords } from "../schema";
import { brandIdInOrder, businessIdInOrder, isQueued } from "../schema/desk-order";

/** Up to so many are counted, and more are "more than": enough to see that a list is long. */
export const countedUpTo = 1_000;

/** `isMany`: more than can be put in another order or narrowed quickly one by one. */
export type Match =
  | { by: "words"; rarest: string; others: string[]; isMany: boolean }
  | { by: "business_ids" | "brand_ids"; prefix: string; isMany: boolean }
  | { by: "nothing"; isMany: false };

type Words = Extract<Match, { by: "words" }>;

/** Comes after every text that begins with the same. */
const last = "\u{10FFFF}";
const beginsWith = (text: SQL | typeof merchantWords.word, start: string) =>
  sql`${text} ~>=~ ${start} and ${text} ~<~ ${start + last}`;

const ids = { business_ids: businessIdInOrder(applications), brand_ids: brandIdInOrder(applications) } as const;
export const idBegins = (by: keyof typeof ids, prefix: string): SQL => beginsWith(ids[by], prefix);

/** The rows of words that a search finds; those of one merchant may be several. */
export function wordsFound({ rarest, others }: Words): SQL | undefined {
  const also = others.map((word) => sql`${merchantWords.names} like ${`% ${word}%`}`);
  return and(beginsWith(merchantWords.word, rarest), ...also);
}

async function countUpTo(db: Db, rows: SQL): Promise<number> {
  const counted = sql<number>`(select count(*)::int from (${rows} limit ${countedUpTo + 1}) as counted)`;
  const [row] = await db.select({ count: counted }).from(sql`(values (1)) as one`);
  return row?.count ?? 0;
}

/** A few letters, a hyphen and digits, or at least digits enough: no name is meant. */
const looksLikeId = (text: string) => /^[a-z0-9-]{5,}$/.test(text) && /\d/.test(text);

async function findIds(db: Db, prefix: string): Promise<Match | null> {
  for (const by of ["business_ids", "brand_ids"] as const) {
    const inOrder = sql`${ids[by]} using ~<~`;
    const rows = sql`select 1 from ${applications} where ${idBegins(by, prefix)} order by ${inOrder}`;
    const count = await countUpTo(db, rows);
    if (count > 0) return { by, prefix, isMany: count > countedUpTo };
  }
  return null;
}

const comparedWords = 4;

/** What a search means. Of several words the rarest leads, so that a common one costs nothing. */
export async function findMatch(db: Db, search: string): Promise<Match> {
  const text = search.trim().toLowerCase();
  const found = looksLikeId(text) ? await findIds(db, text) : null;
  if (found) return found;
  const words = searchWords(search).sort((one, other) => other.length - one.length);
  const compared = words.slice(0, comparedWords);
  const counts = new Map<string, number>();
  for (const word of compared) {
    const rows = sql`select 1 from ${merchantWords} where ${beginsWith(merchantWords.word, word)}`;
    counts.set(word, await countUpTo(db, rows));
  }
  const [rarest] = [...compared].sort((one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0));
  if (!rarest) return { by: "nothing", isMany: false };
  const others = words.filter((word) => word !== rarest);
  return { by: "words", rarest, others, isMany: (counts.get(rarest) ?? 0) > countedUpTo };
}

/** That a merchant is among those found: looked up for each row that is read otherwise. */
export function isFound(match: Match): SQL | undefined {
  if (match.by === "nothing") return sql`false`;
  if (match.by !== "words") return idBegins(match.by, match.prefix);
  const own = eq(merchantWords.applicationId, applications.id);
  const has = (word: string) =>
    sql`select 1 from ${merchantWords} where ${and(own, beginsWith(merchantWords.word, word))}`;
  // The planner knows how many have the first word. How many have both it would guess far too low, so it is not asked.
  return and(sql`exists (${has(match.rarest)})`, ...match.others.map((word) => sql`exists (${has(word)} offset 0)`));
}

/** Place and id of those in the queue who have a word: from an index that they alone are in. */
const queuedWith = (word: string) =>
  sql`select distinct ${merchantWords.needsAt}, ${merchantWords.applicationId} as "id" from ${merchantWords} where ${and(isQueued(merchantWords), beginsWith(merchantWords.word, word))}`;

/**
 * Those in the queue whom a search finds, under the name of the merchants' table and with its `needs_at` and `id`: a list of
 * the queue that nothing else narrows is put in order and counted without looking at any other merchant.
 */
export const queuedFound = ({ rarest, others }: Words): SQL =>
  sql`(${sql.join([rarest, ...others].map(queuedWith), sql` intersect `)}) as ${applications}`;

/** The same beside other filters, for each row: looked up once for all. `coalesce` keeps the planner from joining instead. */
export function isFoundInQueue({ rarest, others }: Words): SQL | undefined {
  const having = (word: string) => sql`select "id" from (${queuedWith(word)}) as having_word`;
  return and(...[rarest, ...others].map((word) => sql`coalesce(${applications.id} in (${having(word)}), false)`));
}

/** The ids of all merchants that were found, for searches that find few. */
export function idsFound(match: Match): SQL {
  if (match.by === "words") {
    return sql`select distinct ${merchantWords.applicationId} as id from ${merchantWords} where ${wordsFound(match)}`;
  }
  const which = match.by === "nothing" ? sql`false` : idBegins(match.by, match.prefix);
  return sql`select ${applications.id} as id from ${applications} where ${which}`;
}

/** The first of a merchant's words that were found, so that no merchant is listed twice. */
export function isFirstWord({ rarest }: Words): SQL {
  const other = sql.identifier("other");
  return sql`not exists (select 1 from ${merchantWords} as ${other} where ${other}."application_id" = ${merchantWords.applicationId} and ${other}."word" ~>=~ ${rarest} and ${other}."word" ~<~ ${merchantWords.word})`;
}
