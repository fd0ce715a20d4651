import { z } from "zod";
import { database } from "@/db/client";
import { countOpenHeads, findLastCheckpoint } from "@/db/queries/audit-checkpoints";
import {
  type AuditFilter,
  auditCursorText,
  listActors,
  listAuditActions,
  listAuditRows,
  readAuditCursor,
} from "@/db/queries/audit-list";
import { findMerchantChoices, findMerchantName } from "@/db/queries/merchant-choices";
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
import { anySeen } from "@/lib/domain/seeing";
import { paths } from "@/lib/paths";

const shape = {
  member: idSchema,
  action: codeSchema,
  merchant: idSchema,
  find: z.string().trim().min(1).max(80),
  from: fromSchema,
  to: toSchema,
  after: z.string().refine((text) => readAuditCursor(text) !== null),
};

/** Counted up to here; more is "1,000+". */
const openCounted = 1_000;

function readAddress(query: Query) {
  const { filter, unread } = readFilter(shape, query);
  const parts = {
    member: filter.member,
    action: filter.action,
    merchant: filter.merchant,
    from: filter.from?.text ?? null,
    to: filter.to?.text ?? null,
  };
  const wanted: AuditFilter = {
    actorId: filter.member,
    action: filter.action,
    applicationId: filter.merchant,
    from: filter.from?.at ?? null,
    to: filter.to?.at ?? null,
  };
  return { parts, wanted, find: filter.find, cursor: readAuditCursor(filter.after), unread };
}

/** What a posted filter asks for; parts that mean nothing are left out. */
export const filterOf = (query: Query): AuditFilter => readAddress(query).wanted;

/** One page of the audit trail, what it may be narrowed by, and how far it is signed. */
export async function loadAudit(query: Query) {
  const { parts, wanted, find, cursor, unread } = readAddress(query);
  const { db } = await database();
  const { rows, next } = await listAuditRows(db, wanted, cursor);
  const choices = find && !parts.merchant ? await findMerchantChoices(db, find, choicesShown) : [];
  const open = await countOpenHeads(db, openCounted);
  return {
    parts,
    unread,
    entries: rows.map(({ chain, chainId, position, staffName, ...row }) => ({
      ...row,
      position,
      id: `${chain} ${chainId} ${position}`,
      actorName: staffName,
    })),
    merchantName: parts.merchant ? ((await findMerchantName(db, parts.merchant)) ?? "") : "",
    choices: find
      ? {
          text: find,
          merchants: choices.map((one) => ({
            ...one,
            href: filterHref(paths.deskAudit, { ...parts, merchant: one.id }),
          })),
        }
      : null,
    actors: await listActors(db),
    actions: [anySeen, ...(await listAuditActions(db))],
    last: await findLastCheckpoint(db),
    open,
    isMoreOpen: open === openCounted,
    now: new Date(),
    firstHref: cursor ? filterHref(paths.deskAudit, parts) : null,
    nextHref: next && filterHref(paths.deskAudit, { ...parts, after: auditCursorText(next) }),
    isFiltered: Object.values(parts).some(Boolean),
  };
}

const text = z.string().max(200).default("");

/** The filter as its form posts it; `known*`: the merchant that the list is narrowed to. */
export const auditFormSchema = z.object({
  member: text,
  action: text,
  merchant: text,
  knownId: text,
  knownName: text,
  from: text,
  to: text,
});

/** Where a posted filter leads. @throws AppError refused, see narrowToMerchant */
export async function auditHref(form: z.output<typeof auditFormSchema>): Promise<string> {
  const { member, action, from, to, merchant, knownId, knownName } = form;
  const narrowed = await narrowToMerchant(merchant, knownId ? { id: knownId, name: knownName } : null);
  return filterHref(paths.deskAudit, { member, action, from, to, ...narrowed });
}
