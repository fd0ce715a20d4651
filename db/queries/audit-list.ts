/** The audit trail as people look through it: the newest first, narrowed down, a page at a time. */
import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { anySeen, seenActions } from "../../lib/domain/seeing";
import type { Db } from "../client";
import { applications, auditLog, users } from "../schema";
import { isStaffDeed } from "../schema/desk-order";
import { cursorAt } from "./keyset";

export const auditRowsPerPage = 50;

/** Each null for any; `action` may be `anySeen`; `actorId` is a member of staff, `to` is the first moment that is left out. */
export type AuditFilter = {
  actorId: string | null;
  action: string | null;
  applicationId: string | null;
  from: Date | null;
  to: Date | null;
};

/** The last row of a page; `at` as in db/queries/keyset. */
export type AuditCursor = { at: string; chainId: string; position: number };

// Year 0 is a date to JavaScript and none to the database.
const cursorPattern =
  /^((?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(\d{1,9})$/;

/** The cursor of an address; null for none and for anything that is not one. */
export function readAuditCursor(text: string | null): AuditCursor | null {
  const [, at, chainId, position] = cursorPattern.exec(text ?? "") ?? [];
  if (!at || !chainId || !position) return null;
  const moment = new Date(at);
  const isMoment = !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 19) === at.slice(0, 19);
  return isMoment ? { at, chainId, position: Number(position) } : null;
}

export const auditCursorText = ({ at, chainId, position }: AuditCursor) => `${at}_${chainId}_${position}`;

function conditions({ actorId, action, applicationId, from, to }: AuditFilter): (SQL | undefined)[] {
  return [
    actorId ? and(eq(auditLog.actorId, actorId), isStaffDeed(auditLog)) : undefined,
    action === anySeen ? inArray(auditLog.action, seenActions) : undefined,
    action && action !== anySeen ? eq(auditLog.action, action) : undefined,
    applicationId ? eq(auditLog.applicationId, applicationId) : undefined,
    from ? gte(auditLog.at, from) : undefined,
    to ? lt(auditLog.at, to) : undefined,
  ];
}

function after(cursor: AuditCursor | null): SQL | undefined {
  if (!cursor) return undefined;
  const { at, chainId, position } = cursor;
  return sql`(${auditLog.at}, ${auditLog.chainId}, ${auditLog.position}) < (${at}::timestamptz, ${chainId}::uuid, ${position})`;
}

/** Rows, newest first. Not run yet. */
export function auditQuery(db: Db, filter: AuditFilter, cursor: AuditCursor | null, limit: number) {
  return db
    .select({
      chain: auditLog.chain,
      chainId: auditLog.chainId,
      position: auditLog.position,
      applicationId: auditLog.applicationId,
      businessName: applications.businessName,
      actorKind: auditLog.actorKind,
      actorId: auditLog.actorId,
      staffName: users.name,
      action: auditLog.action,
      detail: auditLog.detail,
      at: auditLog.at,
      previousHash: auditLog.previousHash,
      hash: auditLog.hash,
      cursorAt: cursorAt(auditLog.at),
    })
    .from(auditLog)
    .leftJoin(applications, eq(applications.id, auditLog.applicationId))
    .leftJoin(users, and(eq(users.id, auditLog.actorId), eq(users.role, "staff")))
    .where(and(...conditions(filter), after(cursor)))
    .orderBy(desc(auditLog.at), desc(auditLog.chainId), desc(auditLog.position))
    .limit(limit);
}

/** One page. The name of who did it is that of a member of staff; merchants are named by their business. */
export async function listAuditRows(db: Db, filter: AuditFilter, cursor: AuditCursor | null, limit = auditRowsPerPage) {
  const found = await auditQuery(db, filter, cursor, limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit && last;
  return {
    rows: rows.map(({ cursorAt: _, ...row }) => row),
    next: hasMore ? { at: last.cursorAt, chainId: last.chainId, position: last.position } : null,
  };
}
export type ListedAuditRow = Awaited<ReturnType<typeof listAuditRows>>["rows"][number];

/** Every kind of action that the trail has, found by hopping through its index instead of reading it. */
export async function listAuditActions(db: Db): Promise<string[]> {
  const hops = sql`(
    with recursive hop(action) as (
      (select ${auditLog.action} from ${auditLog} order by ${auditLog.action} limit 1)
      union all
      select (select ${auditLog.action} from ${auditLog} where ${auditLog.action} > hop.action order by ${auditLog.action} limit 1)
      from hop where hop.action is not null
    ) select action from hop where action is not null
  ) as hops`;
  const rows = await db.select({ action: sql<string>`action` }).from(hops);
  return rows.map(({ action }) => action);
}

/** Every member of staff there ever was, for choosing one. */
export async function listActors(db: Db) {
  return await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(eq(users.role, "staff"))
    .orderBy(asc(users.createdAt), asc(users.id));
}
