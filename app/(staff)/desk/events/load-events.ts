import { z } from "zod";
import { database } from "@/db/client";
import { readCallbackHealth } from "@/db/queries/callback-health";
import { type EventFilter, eventKinds, listExchange } from "@/db/queries/events";
import { cursorText, readCursor } from "@/db/queries/keyset";
import { findDeskRevision } from "@/db/queries/live";
import { findMerchantByDokuId, findMerchantChoices, findMerchantName } from "@/db/queries/merchant-choices";
import { choicesShown, narrowToMerchant } from "@/lib/desk/narrow-to-merchant";
import {
  codeSchema,
  filterHref,
  fromSchema,
  idSchema,
  type Query,
  readFilter,
  toSchema,
} from "@/lib/domain/record-filter";
import { isPersonal } from "@/lib/domain/search-words";
import { refused } from "@/lib/errors";
import { paths } from "@/lib/paths";

const opaque = codeSchema.refine((text) => !isPersonal(text));

const shape = {
  kind: z.enum(eventKinds),
  type: opaque,
  status: opaque,
  endpoint: opaque,
  merchant: idSchema,
  id: opaque,
  find: z.string().trim().min(1).max(80),
  from: fromSchema,
  to: toSchema,
  after: z.string().refine((text) => readCursor(text) !== null),
};

/** The parts of an address as text, for links; null where there is none. */
export type EventParts = Record<
  "kind" | "type" | "status" | "endpoint" | "merchant" | "id" | "from" | "to",
  string | null
>;

/** Reads the address of the list. `id` may be DOKU's of a merchant, which is looked up. */
export async function readEventsAddress(query: Query) {
  const { filter, unread } = readFilter(shape, query);
  const { kind, type, status, endpoint, merchant, id, find, from, to, after } = filter;
  const { db } = await database();
  const wanted: EventFilter = {
    kind,
    type,
    status,
    endpoint,
    id,
    applicationId: merchant,
    applicationOfId: id && (await findMerchantByDokuId(db, id)),
    from: from?.at ?? null,
    to: to?.at ?? null,
  };
  const parts = { kind, type, status, endpoint, merchant, id, from: from?.text ?? null, to: to?.text ?? null };
  return { wanted, parts: parts satisfies EventParts, find, cursor: readCursor(after ?? undefined), unread };
}

/** One page of callbacks and calls, and how well callbacks arrive. */
export async function loadEvents(query: Query) {
  const { wanted, parts, find, cursor, unread } = await readEventsAddress(query);
  const { db } = await database();
  const revision = await findDeskRevision(db);
  const { events, next } = await listExchange(db, wanted, cursor);
  const now = new Date();
  const { lastVerifiedAt, lastUnverifiedAt, day } = await readCallbackHealth(db, now);
  const merchants = find && !parts.merchant ? await findMerchantChoices(db, find, choicesShown) : [];
  const { kind: _, ...narrowing } = parts;
  return {
    parts,
    unread,
    events,
    revision,
    now,
    health: { lastVerifiedAt, lastUnverifiedAt, recent: new Map(Object.entries(day)) },
    merchantName: parts.merchant ? ((await findMerchantName(db, parts.merchant)) ?? "") : "",
    choices: find
      ? {
          text: find,
          merchants: merchants.map((one) => ({
            ...one,
            href: filterHref(paths.deskEvents, { ...parts, merchant: one.id }),
          })),
        }
      : null,
    isFiltered: Object.values(narrowing).some(Boolean),
    firstHref: cursor ? filterHref(paths.deskEvents, parts) : null,
    nextHref: next && filterHref(paths.deskEvents, { ...parts, after: cursorText(next) }),
  };
}

const text = z.string().max(200).default("");

/** The filter as its form posts it; `known*`: the merchant that the list is narrowed to. */
export const eventsFormSchema = z.object({
  kind: text,
  type: text,
  status: text,
  endpoint: text,
  merchant: text,
  knownId: text,
  knownName: text,
  id: text,
  from: text,
  to: text,
});

/** Where a posted filter leads. @throws AppError refused: no such merchant, or something that belongs to a person */
export async function postedEventsHref(form: z.output<typeof eventsFormSchema>): Promise<string> {
  const { merchant, knownId, knownName, ...parts } = form;
  const id = parts.id.trim();
  const status = parts.status.trim();
  const personal = Object.entries({ id, status }).filter(([, typed]) => isPersonal(typed));
  if (personal.length > 0) {
    const issues = personal.map(([path]) => ({ path, key: "merchantPersonal" }));
    throw refused("checkFields", issues);
  }
  const narrowed = await narrowToMerchant(merchant, knownId ? { id: knownId, name: knownName } : null);
  return filterHref(paths.deskEvents, { ...parts, id, status, ...narrowed });
}
