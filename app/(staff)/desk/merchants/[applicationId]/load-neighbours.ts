import { database } from "@/db/client";
import { listMerchants } from "@/db/queries/desk";
import { placeText } from "@/db/queries/desk-order";
import { findMatch } from "@/db/queries/desk-search";
import { queueQuery, readQueueFilter } from "@/lib/domain/queue-filter";
import { caseAddress } from "./case-address";

export type Neighbours = { previousHref: string | null; nextHref: string | null };

/**
 * The merchants before and after this one in the list that the reader came from, the queue where it came from none. One
 * that has left the list meanwhile, because it was dealt with, is followed by what stands first now.
 */
export async function loadNeighbours(
  applicationId: string,
  { from, userId, now }: { from: string | null; userId: string; now: Date },
): Promise<Neighbours> {
  const { filter } = readQueueFilter(Object.fromEntries(new URLSearchParams(from ?? "")));
  const { db } = await database();
  const match = filter.q ? await findMatch(db, filter.q) : null;
  const { merchants, next } = await listMerchants(db, { filter, me: userId, match, now });
  const address = (id: string | undefined, query = from) =>
    id && id !== applicationId ? caseAddress(id, { from: query, history: null }) : null;
  const at = merchants.findIndex(({ id }) => id === applicationId);
  if (at < merchants.length - 1) {
    return { previousHref: at > 0 ? address(merchants[at - 1]?.id) : null, nextHref: address(merchants[at + 1]?.id) };
  }
  const previousHref = address(merchants[at - 1]?.id);
  if (!next) return { previousHref, nextHref: null };
  const further = { ...filter, after: placeText(next) };
  const { merchants: page } = await listMerchants(db, { filter: further, me: userId, match, now }, 1);
  return { previousHref, nextHref: address(page[0]?.id, queueQuery(further).toString()) };
}
